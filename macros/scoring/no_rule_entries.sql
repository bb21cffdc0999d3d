{#
    A rule entry's columns without any row, for a project without rules.

    Example:
        {{ lead_scoring.rule_entries(scorecards) or [lead_scoring.no_rule_entries()] }}
#}
{% macro no_rule_entries() %}
{{- return(lead_scoring.inline_rows({
    'lead_key': dbt.type_string(), 'entry_key': dbt.type_bigint(), 'event_count': dbt.type_bigint(),
    'last_event_on': 'date', 'points': lead_scoring.type_decimal(18, 2),
}, [])) }}
{% endmacro %}
