{#
    The stages of lifecycle_stages, each once, as rows that SQL can join: `stage_id`, `stage_rank`,
    `funnel_phase`, `recycle_after_days`, `recycle_to` and `is_state` (whether a tier, a score or an
    attribute admits to it).

    Args:
        scorecards: see `scorecards`.

    Example:
        with stages as ( {{ lead_scoring.stage_rows(scorecards) }} )
#}
{% macro stage_rows(scorecards) %}
    {%- set states, rows = [], {} -%}
    {%- for line in scorecards.stages
        if line.entry_type | lower in ('tier', 'score', 'attribute') -%}
        {%- do states.append(line.stage_id) -%}
    {%- endfor -%}
    {%- for line in scorecards.stages -%}
        {%- do rows.update({line.stage_id: [
            lead_scoring.text_literal(line.stage_id),
            lead_scoring._read_integer(line.stage_rank),
            lead_scoring.cell_literal(line.funnel_phase),
            lead_scoring._read_integer(line.recycle_after_days)
                if line.recycle_after_days else 'null',
            lead_scoring.cell_literal(line.recycle_to),
            'true' if line.stage_id in states else 'false',
        ]}) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows({
        'stage_id': dbt.type_string(), 'stage_rank': dbt.type_int(),
        'funnel_phase': dbt.type_string(), 'recycle_after_days': dbt.type_int(),
        'recycle_to': dbt.type_string(), 'is_state': dbt.type_boolean(),
    }, rows.values() | list)) }}
{% endmacro %}

{#- Whether any line gives dormant leads back. -#}
{% macro recycles(stages) %}
    {{ return(stages | selectattr('recycle_after_days') | list | length > 0) }}
{% endmacro %}
