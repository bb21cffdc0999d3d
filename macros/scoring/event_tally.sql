{#
    What a rule counts: its conditions, and the SQL that counts within one lead (SPEC: How a score
    is computed, steps 1, 2 and 4).

    Args:
        rule: a line of scorecard_rules of type event or absence.
        inputs: see `scorecard_inputs`.

    Returns a mapping: conditions (a list), event_count, latest_age, decayed_count (SQL aggregates).

    Example:
        {{ lead_scoring.event_tally(rule, inputs).event_count }}  ->  count(*)
#}
{% macro event_tally(rule, inputs) %}
    {%- set factor = lead_scoring.decay_factor(rule, 'age_days') -%}
    {{ return({
        'conditions': lead_scoring.event_conditions(rule, inputs),
        'event_count': 'cast(sum(events_of_day) as ' ~ dbt.type_bigint() ~ ')' if rule.max_per_day else lead_scoring.count_of_rows(),
        'latest_age': 'min(age_days)',
        'decayed_count': 'sum(events_of_day * ' ~ factor ~ ')' if rule.max_per_day else 'sum(' ~ factor ~ ')',
    }) }}
{% endmacro %}
