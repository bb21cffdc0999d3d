{#
    The select list of an entry.

    Args:
        card, rule: the scorecard and the rule.
        points: SQL of the points.
        event_count, last_event_on: SQL; left out for a rule that counts no events.

    Example:
        select {{ lead_scoring.entry_columns(card, rule, 'cast(10 as decimal(18, 2))') }} from leads
#}
{% macro entry_columns(card, rule, points, event_count=none, last_event_on=none) %}
    {{- return(lead_scoring._entry_columns(card, rule, points, event_count, last_event_on) | trim) -}}
{% endmacro %}

{% macro _entry_columns(card, rule, points, event_count, last_event_on) %}
    lead_id,
    {{ lead_scoring.text_literal(card.scorecard_id) }} as scorecard_id,
    {{ lead_scoring.text_literal(rule.group_id) }} as group_id,
    {{ lead_scoring.text_literal(card.groups[rule.group_id].axis | lower) }} as axis,
    {{ lead_scoring.text_literal(rule.rule_id) }} as rule_id,
    {{ event_count or 'cast(null as ' ~ dbt.type_bigint() ~ ')' }} as event_count,
    {{ last_event_on or 'cast(null as date)' }} as last_event_on,
    {{ points }} as points,
    {{ lead_scoring.text_literal(rule.description or rule.rule_id) }} as description
{% endmacro %}
