{#
    A number that points are multiplied by (`amount`), as an exact decimal: to 4 decimals, and not
    beyond 10 ** 13, so that sums of them with 12 decimals have room in any warehouse.

    Args:
        sql: the number.

    Example:
        {{ lead_scoring.amount_of('"value_number"') }}
            ->  cast(case when "value_number" > 10000000000000 then … end as decimal(22, 4))
#}
{% macro amount_of(sql) %}
    {%- set most = 10 ** 13 -%}
    {{ return(
        'cast(case when ' ~ sql ~ ' > ' ~ most ~ ' then ' ~ most ~ ' when ' ~ sql ~ ' < -' ~ most
        ~ ' then -' ~ most ~ ' else ' ~ sql ~ ' end as ' ~ lead_scoring.type_decimal(22, 4) ~ ')'
    ) }}
{% endmacro %}

{#-
    What a rule's points are multiplied by, where it has an amount: no rule gives more than 10 ** 13
    points, so no more counts than it takes.

    Args:
        rule: a line of scorecard_rules.
        sql: the amount, or a sum of amounts; null is 0.

    Example:
        {{ lead_scoring.times_amount(rule, 'sum(amount)') }}
            ->  cast(least(greatest(coalesce(sum(amount), 0), -2000000000001), 2000000000001)
                as decimal(28, 12))
#}
{% macro times_amount(rule, sql) %}
    {%- set number = lead_scoring._read_number(rule.points or '0') -%}
    {%- set size = [number.replace('-', '').partition('.')[0] | int, 1] | max -%}
    {%- set most = 10 ** 13 // size + 1 -%}
    {{ return(
        'cast(least(greatest(coalesce(' ~ sql ~ ', 0), -' ~ most ~ '), ' ~ most ~ ') as '
        ~ lead_scoring.type_decimal(28, 12) ~ ')'
    ) }}
{% endmacro %}
