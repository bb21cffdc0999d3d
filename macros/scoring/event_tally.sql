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
        'event_count': 'cast(sum(events_of_day) as ' ~ dbt.type_bigint() ~ ')' if rule.max_per_day else 'count(*)',
        'latest_age': 'min(age_days)',
        'decayed_count': 'sum(events_of_day * ' ~ factor ~ ')' if rule.max_per_day else 'sum(' ~ factor ~ ')',
    }) }}
{% endmacro %}

{# An event rule's points from its tally: once at the age of the latest event, or for each. #}
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

{# How many counted events make a rule fire; none when a single one does. #}
{% macro count_condition(event_count, rule) %}
    {%- set at_least = lead_scoring._read_whole(rule.min_count or '1') -%}
    {%- if rule.max_count -%}
        {{ return(event_count ~ ' between ' ~ at_least ~ ' and ' ~ lead_scoring._read_whole(rule.max_count)) }}
    {%- endif -%}
    {{ return(none if at_least == 1 else event_count ~ ' >= ' ~ at_least) }}
{% endmacro %}

{# For absence: a lead that is younger than the window had no time to act. #}
{% macro age_conditions(rule) %}
    {{ return(['lead_age_days >= ' ~ lead_scoring._read_whole(rule.window_days)] if rule.window_days else []) }}
{% endmacro %}

{# The population of a scorecard as conditions over `leads`, or over rows that have a lead_id. #}
{% macro population_conditions(card, on='leads') %}
    {%- if card.population is none -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set signal = lead_scoring.signal_column(lead_scoring.signal_name(card.population) or card.population) -%}
    {{ return([signal if on == 'leads' else 'lead_id in (select lead_id from leads where ' ~ signal ~ ')']) }}
{% endmacro %}
