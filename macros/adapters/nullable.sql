{#
    A value of a type that has nulls, for a window function that finds no row: where types have
    none, it would say 0 or an empty text.

    Args:
        sql: SQL of the value.

    Example:
        lag({{ lead_scoring.nullable('weight') }}) over (order by position)
            ->  lag(weight) over (order by position)
#}
{% macro nullable(sql) %}
    {{ return(adapter.dispatch('nullable', 'lead_scoring')(sql)) }}
{% endmacro %}

{% macro default__nullable(sql) %}
    {{ return(sql) }}
{% endmacro %}

{% macro clickhouse__nullable(sql) %}
    {{ return('toNullable(' ~ sql ~ ')') }}
{% endmacro %}
