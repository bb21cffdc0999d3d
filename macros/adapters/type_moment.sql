{#
    The type to which inputs bring their times: a timestamp without a zone, see `utc_timestamp`.

    Example:
        cast(null as {{ lead_scoring.type_moment() }})  ->  cast(null as timestamp)
#}
{% macro type_moment() %}
    {{ return(adapter.dispatch('type_moment', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__type_moment() %}
    {{ return(dbt.type_timestamp()) }}
{% endmacro %}

{% macro spark__type_moment() %}
    {{ return('timestamp_ntz') }}
{% endmacro %}

{#- DateTime has whole seconds only, and begins with 1970. -#}
{% macro clickhouse__type_moment() %}
    {{ return("DateTime64(6, 'UTC')") }}
{% endmacro %}
