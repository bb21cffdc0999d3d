{#
    Checks that a stage line of type tier names tiers that its scorecard has.

    Args:
        line: a line of lifecycle_stages.
        tiers: the lines of scorecard_tiers.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_tier_names(line, tables.scorecard_tiers, problems) %}
#}
{% macro check_tier_names(line, tiers, problems) %}
    {%- set axis = (line.subject or 'score') | lower -%}
    {%- set operator = (line.operator or '=') | lower -%}
    {%- if line.value is none or operator not in lead_scoring.operators() -%}{{ return(none) }}{%- endif -%}
    {%- set names = [] -%}
    {%- for tier in tiers if tier.scorecard_id == line.scorecard_id and (tier.axis or '') | lower == axis and tier.tier -%}
        {%- do names.append(tier.tier) -%}
    {%- endfor -%}
    {%- do names.append('disqualified') if axis == 'score' -%}
    {%- set known = names | map('lower') | list -%}
    {%- for value in lead_scoring.operator_values(operator, line.value) if value | lower not in known -%}
        {%- do problems.append(lead_scoring.problem(
            'lifecycle_stages', line, 'value', 'is no tier of the scorecard on the axis ' ~ axis, names, value
        )) -%}
    {%- endfor -%}
{% endmacro %}
