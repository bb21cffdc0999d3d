{#
    The type of text of any length.

    Example:
        cast(null as {{ lead_scoring.type_text() }})
#}
{% macro type_text() %}
    {{ return(adapter.dispatch('type_text', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__type_text() %}
    {{ return(dbt.type_string()) }}
{% endmacro %}

{#- Where text is another word for varchar(256), and a cast to it cuts off the rest. -#}
{% macro redshift__type_text() %}
    {{ return('varchar(65535)') }}
{% endmacro %}
