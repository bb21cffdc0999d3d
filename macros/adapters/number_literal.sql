{#
    A number as a SQL literal that is exact: where 2.5 would be a float, it is written as a decimal.

    Args:
        number: text as `_read_number` gives it.

    Example:
        {{ lead_scoring.number_literal('2.5') }}  ->  2.5
#}
{% macro number_literal(number) %}
    {{ return(
        adapter.dispatch('number_literal', 'lead_scoring')(number) if '.' in number else number
    ) }}
{% endmacro %}

{% macro default__number_literal(number) %}
    {{ return(number) }}
{% endmacro %}

{% macro bigquery__number_literal(number) %}
    {%- set decimals = number.split('.')[1] | length -%}
    {{ return(('bignumeric' if decimals > 9 else 'numeric') ~ " '" ~ number ~ "'") }}
{% endmacro %}

{% macro clickhouse__number_literal(number) %}
    {{ return("toDecimal128('" ~ number ~ "', " ~ number.split('.')[1] | length ~ ')') }}
{% endmacro %}
