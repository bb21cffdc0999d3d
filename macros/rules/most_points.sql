{#
    No entry of the ledger can have more points than this, if no event happens to a lead more than a
    billion times: the points of all rules, limits and overrides together, whatever their sign; no
    rule gives more than 10 ** 13. A number.

    Args:
        scorecards: see `scorecards`.

    Example:
        {% if lead_scoring.most_points(scorecards) < 2 ** 31 %} … {% endif %}
#}
{% macro most_points(scorecards) %}
    {%- set points = [] -%}
    {%- for card in scorecards.cards -%}
        {%- do points.extend([card.min_score, card.max_score]) -%}
        {%- for group in card.groups.values() -%}
            {%- do points.extend([group.min_points, group.max_points]) -%}
        {%- endfor -%}
        {%- for rule in card.rules -%}
            {%- set times = 10 ** 9 if rule.award | lower == 'each' else 1 -%}
            {%- do points.append(
                rule.max_points or [rule.points | float | abs * times, 10.0 ** 13] | min
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for line in scorecards.overrides -%}
        {%- do points.append(line.points) -%}
    {%- endfor -%}
    {{ return(points | map('float') | map('abs') | sum) }}
{% endmacro %}
