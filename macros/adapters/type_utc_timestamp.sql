{#
    The type to which inputs bring their times: a timestamp without a zone, see `utc_timestamp`.

    Example:
        cast(null as {{ lead_scoring.type_utc_timestamp() }})  ->  cast(null as timestamp)
#}
{% macro type_utc_timestamp() %}
    {{ return(adapter.dispatch('type_utc_timestamp', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__type_utc_timestamp() %}
    {{ return(dbt.type_timestamp()) }}
{% endmacro %}

{% macro spark__type_utc_timestamp() %}
    {{ return('timestamp_ntz') }}
{% endmacro %}

{#- DateTime has whole seconds only, and begins with 1970. -#}
{% macro clickhouse__type_utc_timestamp() %}
    {{ return("DateTime64(6, 'UTC')") }}
{% endmacro %}
