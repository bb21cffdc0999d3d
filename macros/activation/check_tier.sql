{#
    Checks that a cell names a tier of the line's scorecard, or a stage.

    Args:
        table, line, problems: as in `check_cells`.
        column: the cell.
        tables: all scorecard tables, see `scorecards`.

    Example:
        {% do lead_scoring.check_tier('trigger_rules', line, 'value', tables, problems) %}
#}
{% macro check_tier(table, line, column, tables, problems) %}
    {%- set scorecard_ids = tables.scorecards | map(attribute='scorecard_id') | list -%}
    {%- if line[column] is none or line.scorecard_id is none
        or line.scorecard_id not in scorecard_ids -%}
        {#- Not set, or reported already. -#}
        {{ return(none) }}
    {%- endif -%}
    {%- set tiers = [] -%}
    {%- for tier in tables.scorecard_tiers
        if tier.scorecard_id == line.scorecard_id and (tier.axis or '') | lower == 'score'
            and tier.tier -%}
        {%- do tiers.append(tier.tier) -%}
    {%- endfor -%}
    {%- do tiers.append('disqualified') -%}
    {%- if line[column] not in tiers -%}
        {%- do problems.append(
            lead_scoring.problem(table, line, column, 'is no tier of the scorecard', tiers)
        ) -%}
    {%- endif -%}
{% endmacro %}

{% macro check_stage(table, line, column, stages, problems) %}
    {%- set stage_ids = stages | map(attribute='stage_id') | reject('none') | unique | list -%}
    {%- if line[column] is not none and line[column] not in stage_ids -%}
        {%- do problems.append(
            lead_scoring.problem(table, line, column, 'is no stage', stage_ids)
        ) -%}
    {%- endif -%}
{% endmacro %}
