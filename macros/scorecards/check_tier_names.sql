{#
    Checks that a stage line of type tier names tiers that its scorecard has.

    Args:
        line: a line of lifecycle_stages.
        tiers: the lines of scorecard_tiers.
        scorecard_ids: the scorecards that there are.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_tier_names(
            line, tables.scorecard_tiers, ['b2b_software'], problems
        ) %}
#}
{% macro check_tier_names(line, tiers, scorecard_ids, problems) %}
    {%- set axis = (line.subject or 'score') | lower -%}
    {%- set operator = (line.operator or '=') | lower -%}
    {%- if line.value is none or axis not in ('score', 'fit', 'engagement')
        or operator not in lead_scoring.operators()
        or not line.scorecard_id or line.scorecard_id not in scorecard_ids -%}
        {#- Told already. -#}
        {{ return(none) }}
    {%- endif -%}
    {%- set names = [] -%}
    {%- for tier in tiers
        if tier.scorecard_id == line.scorecard_id and (tier.axis or '') | lower == axis
        and tier.tier -%}
        {%- do names.append(tier.tier) -%}
    {%- endfor -%}
    {%- do names.append('disqualified') if axis == 'score' -%}
    {%- set known = names | map('lower') | list -%}
    {%- for value in lead_scoring.operator_values(operator, line.value)
        if value | lower not in known -%}
        {%- do problems.append(lead_scoring.problem(
            'lifecycle_stages', line, 'value',
            'is no tier of the scorecard on the axis ' ~ axis, names, value
        )) -%}
    {%- endfor -%}
{% endmacro %}
