{#
    The columns of a line of the stage log, column -> SQL type, besides its run, day and type.

    Example:
        {{ lead_scoring.stage_line_columns().keys() | join(', ') }}
            ->  lead_id, stage_id, stage_rank, funnel_phase, entered_on, is_admitted, reason
#}
{% macro stage_line_columns() %}
    {%- set text = dbt.type_string() -%}
    {{ return({
        'lead_id': text, 'stage_id': text, 'stage_rank': dbt.type_int(), 'funnel_phase': text,
        'entered_on': 'date', 'is_admitted': dbt.type_boolean(), 'reason': text,
    }) }}
{% endmacro %}
