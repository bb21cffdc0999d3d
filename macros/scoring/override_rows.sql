{#
    The overrides as rows that SQL can join: the columns of the scorecard table and `entry_key`.

    Args:
        scorecards: see `scorecards`.

    Example:
        with overrides as ( {{ lead_scoring.override_rows(scorecards) }} )
#}
{% macro override_rows(scorecards) %}
    {%- set rows = [] -%}
    {%- for line in scorecards.overrides -%}
        {%- do rows.append([
            lead_scoring.cell_literal(line.lead_id),
            lead_scoring.cell_literal(line.scorecard_id),
            lead_scoring.cell_literal(line.points, 'number'),
            lead_scoring.cell_literal(line.starts_on, 'day'),
            lead_scoring.cell_literal(line.ends_on, 'day'),
            lead_scoring.cell_literal(line.author),
            lead_scoring.cell_literal(line.reason),
            lead_scoring.override_entry(line).entry_key,
        ]) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows({
        'lead_id': dbt.type_string(),
        'scorecard_id': dbt.type_string(),
        'points': lead_scoring.type_decimal(18, 2),
        'starts_on': 'date',
        'ends_on': 'date',
        'author': dbt.type_string(),
        'reason': dbt.type_string(),
        'entry_key': dbt.type_bigint(),
    }, rows)) }}
{% endmacro %}
