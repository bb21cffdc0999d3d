{#
    Checks that a cell names a tier or a grade of the line's scorecard, or a stage.

    Args:
        table, line, problems: as in `check_cells`.
        column: the cell.
        tables: all scorecard tables, see `scorecards`.
        axis: 'score' or 'grade'.
        values: what is named; none: the cell.

    Example:
        {% do lead_scoring.check_tier('trigger_rules', line, 'value', tables, problems) %}
#}
{% macro check_tier(table, line, column, tables, problems, axis='score', values=none) %}
    {%- set scorecard_ids = tables.scorecards | map(attribute='scorecard_id') | list -%}
    {%- if line[column] is none or line.scorecard_id is none
        or line.scorecard_id not in scorecard_ids -%}
        {#- Not set, or reported already. -#}
        {{ return(none) }}
    {%- endif -%}
    {%- set names = lead_scoring.names_of_axis(
        tables.scorecard_tiers, line.scorecard_id, axis
    ) -%}
    {%- for value in ([line[column]] if values is none else values) if value not in names -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, column,
            'is no ' ~ ('tier' if axis == 'score' else axis) ~ ' of the scorecard', names, value
        )) -%}
    {%- endfor -%}
{% endmacro %}

{% macro check_stage(table, line, column, stages, problems) %}
    {%- set stage_ids = stages | map(attribute='stage_id') | reject('none') | unique | list -%}
    {%- if line[column] is not none and line[column] not in stage_ids -%}
        {%- do problems.append(
            lead_scoring.problem(table, line, column, 'is no stage', stage_ids)
        ) -%}
    {%- endif -%}
{% endmacro %}
