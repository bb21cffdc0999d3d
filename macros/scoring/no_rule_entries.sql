{#
    A rule entry's columns without any row, for a project without rules.

    Example:
        {{ lead_scoring.rule_entries(scorecards) or [lead_scoring.no_rule_entries()] }}
#}
{% macro no_rule_entries() %}
{{- return(lead_scoring.inline_rows({
    'lead_id': dbt.type_string(), 'scorecard_id': dbt.type_string(), 'group_id': dbt.type_string(),
    'axis': dbt.type_string(), 'rule_id': dbt.type_string(), 'event_count': dbt.type_bigint(),
    'last_event_on': 'date', 'points': lead_scoring.type_decimal(18, 2), 'description': dbt.type_string(),
}, [])) }}
{% endmacro %}
