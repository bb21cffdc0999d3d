{#
    No entry of the ledger can have more points than this, if no event happens to a lead more than a
    billion times: the points of all rules, limits and overrides together, whatever their sign,
    times the factors above 1; no rule gives more than 10 ** 13. A number.

    Args:
        scorecards: see `scorecards`.

    Example:
        {% if lead_scoring.most_points(scorecards) < 2 ** 31 %} … {% endif %}
#}
{% macro most_points(scorecards) %}
    {%- set most = [] -%}
    {%- for card in scorecards.cards -%}
        {%- set points, factors = [card.min_score, card.max_score], [] -%}
        {%- for group in card.groups.values() -%}
            {%- do points.extend([group.min_points, group.max_points]) -%}
        {%- endfor -%}
        {%- for rule in card.rules -%}
            {%- if lead_scoring.effect_of(rule) == 'multiply' -%}
                {%- do factors.append(rule.points | float) -%}
            {%- elif rule.amount -%}
                {%- do points.append(rule.max_points or 10.0 ** 13 + rule.points | float | abs) -%}
            {%- else -%}
                {%- set times = 10 ** 9 if rule.award | lower == 'each' else 1 -%}
                {%- do points.append(
                    rule.max_points or [rule.points | float | abs * times, 10.0 ** 13] | min
                ) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- for line in scorecards.overrides if line.scorecard_id == card.scorecard_id -%}
            {%- do points.extend([line.points, line.set_to]) -%}
        {%- endfor -%}
        {%- set sum = {'points': points | map('float') | map('abs') | sum} -%}
        {%- for factor in factors if factor > 1 -%}
            {%- do sum.update({'points': sum.points * factor}) -%}
        {%- endfor -%}
        {%- do most.append(sum.points) -%}
    {%- endfor -%}
    {{ return(most | sum) }}
{% endmacro %}
