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
    {%- if line.value is none or axis not in ('score', 'fit', 'engagement', 'grade')
        or operator not in lead_scoring.operators()
        or not line.scorecard_id or line.scorecard_id not in scorecard_ids -%}
        {#- Told already. -#}
        {{ return(none) }}
    {%- endif -%}
    {%- set names = lead_scoring.names_of_axis(tiers, line.scorecard_id, axis) -%}
    {%- set known = names | map('lower') | list -%}
    {%- for value in lead_scoring.operator_values(operator, line.value)
        if value | lower not in known -%}
        {%- do problems.append(lead_scoring.problem(
            'lifecycle_stages', line, 'value',
            'is no grade of the scorecard' if axis == 'grade'
                else 'is no tier of the scorecard on the axis ' ~ axis,
            names, value
        )) -%}
    {%- endfor -%}
{% endmacro %}

{#-
    The tiers of a scorecard on one axis, or its grades, by their names.

    Args:
        tiers: the lines of scorecard_tiers.
        axis: 'score', 'fit', 'engagement' or 'grade'.
-#}
{% macro names_of_axis(tiers, scorecard_id, axis) %}
    {%- set names = [] -%}
    {%- if axis == 'grade' -%}
        {%- set engagement = lead_scoring.names_of_axis(tiers, scorecard_id, 'engagement') -%}
        {%- for fit in lead_scoring.names_of_axis(tiers, scorecard_id, 'fit') -%}
            {%- for name in engagement -%}
                {%- do names.append(fit ~ name) -%}
            {%- endfor -%}
        {%- endfor -%}
        {{ return(names) }}
    {%- endif -%}
    {%- for tier in tiers if tier.scorecard_id == scorecard_id
        and (tier.axis or '') | lower == axis and tier.tier -%}
        {%- do names.append(tier.tier) -%}
    {%- endfor -%}
    {%- do names.append('disqualified') if axis == 'score' -%}
    {{ return(names) }}
{% endmacro %}
