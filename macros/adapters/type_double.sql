{#
    The type of a number with some fifteen digits, for what is estimated and not counted.

    Example:
        cast(0 as {{ lead_scoring.type_double() }})  ->  cast(0 as double precision)
#}
{% macro type_double() %}
    {{ return(adapter.dispatch('type_double', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__type_double() %}
    {{ return('double precision') }}
{% endmacro %}

{% macro duckdb__type_double() %}
    {{ return('double') }}
{% endmacro %}

{% macro spark__type_double() %}
    {{ return('double') }}
{% endmacro %}

{% macro trino__type_double() %}
    {{ return('double') }}
{% endmacro %}

{% macro bigquery__type_double() %}
    {{ return('float64') }}
{% endmacro %}

{% macro clickhouse__type_double() %}
    {{ return('Float64') }}
{% endmacro %}
