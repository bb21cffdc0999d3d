{#
    A product of a number and of SQL that keeps all decimals, and has room for large numbers.

    Args:
        number: the number as a literal.
        sql: what it is multiplied by.

    Example:
        {{ lead_scoring.product('5', 'count(*)') }}            ->  5 * count(*)
        {{ lead_scoring.product('10000.25', 'power(…)') }}
            ->  cast(10000.25 as decimal(38, 10)) * power(…)
#}
{% macro product(number, sql) %}
    {{ return(adapter.dispatch('product', 'lead_scoring')(number, sql)) }}
{% endmacro %}

{% macro default__product(number, sql) %}
    {{ return(number ~ ' * ' ~ sql) }}
{% endmacro %}

{#- Two decimals of at most 18 digits are multiplied as integers of 64 bits here, which overflow: of
    up to 6 digits and the 12 decimals of a decay they do not. -#}
{% macro duckdb__product(number, sql) %}
    {%- set digits = number.replace('-', '').replace('.', '') | length -%}
    {{ return(
        (number if digits <= 6
            else 'cast(' ~ number ~ ' as ' ~ lead_scoring.type_decimal(38, 10) ~ ')')
        ~ ' * ' ~ sql
    ) }}
{% endmacro %}
