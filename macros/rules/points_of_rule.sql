{#
    A rule's points in SQL: raw points (step 5), cut to the rule's limit and rounded half away from
    zero to 2 decimals (step 6).

    Args:
        rule: a line of scorecard_rules.
        times: SQL by which the points are multiplied; none: they stand as they are.

    Example:
        {{ lead_scoring.points_of_rule(rule) }}              ->  cast(10 as decimal(18, 2))
        {{ lead_scoring.points_of_rule(rule, 'count(*)') }}
            ->  cast(round(least(5 * count(*), 20), 2) …)
#}
{% macro points_of_rule(rule, times=none) %}
    {{ return(adapter.dispatch('points_of_rule', 'lead_scoring')(rule, times)) }}
{% endmacro %}

{% macro default__points_of_rule(rule, times) %}
    {%- if lead_scoring.effect_of(rule) is not none -%}
        {#- What an effect changes depends on the score, see `scores_after_effects`. -#}
        {{ return('cast(0 as ' ~ lead_scoring.type_decimal(18, 2) ~ ')') }}
    {%- endif -%}
    {%- set number = lead_scoring._read_number(rule.points or '0') -%}
    {%- set points = lead_scoring.number_literal(number) -%}
    {%- set type = lead_scoring.type_decimal(18, 2) -%}
    {#- No rule gives more than 10 ** 13 points, for which there is room however many events there
        are: of points that may come to more, no more count than it takes. -#}
    {%- set size = number.replace('-', '').partition('.')[0] | int -%}
    {%- set is_vast = rule.award | lower == 'each' and size >= 10 ** 4 and not rule.amount -%}
    {%- set most = lead_scoring._read_number(rule.max_points) if rule.max_points
        else 10 ** 13 if is_vast -%}
    {%- if is_vast and times is not none -%}
        {%- set times = 'least(' ~ times ~ ', ' ~ (10 ** 13 // size + 1) ~ ')' -%}
    {%- endif -%}
    {%- if most -%}
        {%- set limit = lead_scoring.number_literal(most | string) -%}
        {#- Only one end can be reached: the sign is that of the points. But amounts have one. -#}
        {%- set cut = ['greatest(least(', ', ' ~ limit ~ '), -' ~ limit ~ ')'] if rule.amount
            else ['greatest(', ', -' ~ limit ~ ')'] if number[0] == '-'
            else ['least(', ', ' ~ limit ~ ')'] -%}
    {%- else -%}
        {%- set cut = ['', ''] -%}
    {%- endif -%}
    {%- set raw = points if times is none else lead_scoring.product(points, times) -%}
    {#- A cast alone would round a third decimal here and cut it there. -#}
    {%- set is_plain = times is none and not most and number.partition('.')[2] | length <= 2 -%}
    {{ return(
        'cast(' ~ (raw if is_plain else 'round(' ~ cut[0] ~ raw ~ cut[1] ~ ', 2)') ~ ' as '
        ~ type ~ ')'
    ) }}
{% endmacro %}
