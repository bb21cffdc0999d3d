{#
    How many rows a group has, as a bigint: entries of all rules stand below each other, those of
    rules that count nothing with a null.

    Example:
        {{ lead_scoring.count_of_rows() }}  ->  count(*)
#}
{% macro count_of_rows() %}
    {{ return(adapter.dispatch('count_of_rows', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__count_of_rows() %}
    {{ return('count(*)') }}
{% endmacro %}

{#- A count has no sign here, and no type in common with numbers that have one. -#}
{% macro clickhouse__count_of_rows() %}
    {{ return('toInt64(count(*))') }}
{% endmacro %}
