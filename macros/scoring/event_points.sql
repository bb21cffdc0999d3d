{#
    The points of an `event` rule from its tally: once at the age of the latest event, or for each.

    Args:
        rule: a line of scorecard_rules.
        tally: see `event_tally`.

    Example:
        {{ lead_scoring.event_points(rule, tally) }}  ->  cast(round(5 * count(*), 2) as decimal(18, 2))
#}
{% macro event_points(rule, tally) %}
    {%- set is_each = rule.award | lower == 'each' -%}
    {%- set has_decay = lead_scoring.decay_factor(rule, 'age_days') is not none -%}
    {{ return(lead_scoring.rule_points(
        rule,
        tally.decayed_count if is_each and has_decay
        else tally.event_count if is_each
        else lead_scoring.decay_factor(rule, tally.latest_age)
    )) }}
{% endmacro %}
