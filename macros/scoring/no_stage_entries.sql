{#
    A stage entry's columns without any row, for a project without stages.

    Example:
        {{ lead_scoring.stage_entries(scorecards) or [lead_scoring.no_stage_entries()] }}
#}
{% macro no_stage_entries() %}
{{- return(lead_scoring.inline_rows({
    'lead_id': dbt.type_string(), 'scoring_date': 'date', 'stage_id': dbt.type_string(), 'stage_rank': dbt.type_int(),
    'funnel_phase': dbt.type_string(), 'entered_on': 'date', 'is_standing': dbt.type_boolean(),
}, [])) }}
{% endmacro %}
