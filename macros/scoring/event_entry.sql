{#
    The entry of an `event` rule: leads with the right number of counted events.

    Args:
        card, rule: the scorecard and the rule.
        inputs: see `scorecard_inputs`.
        day: the column of `tallies` that holds the day; none: the scoring date.

    Example:
        {{ lead_scoring.event_entry(card, rule, inputs) }}
            ->  select … from tallies where tally_id = '5d0b2c7f9a31' and event_count >= 3
#}
{% macro event_entry(card, rule, inputs, day=none) %}
{%- set tally = lead_scoring.tally_of(rule, inputs) -%}
{%- set fires = lead_scoring.count_condition('event_count', rule) -%}
{%- set latest_age = '(' ~ lead_scoring.days_between('last_event_on', day or lead_scoring.scoring_day()) ~ ')' -%}
{%- set times = 'decayed_count' if tally.share is not none
    else 'event_count' if rule.award | lower == 'each'
    else lead_scoring.decay_factor(rule, latest_age) -%}
select
    lead_key,
    {{ lead_scoring.rule_entry(card, rule).entry_key }} as entry_key,
    event_count,
    last_event_on,
    {{ lead_scoring.rule_points(rule, times) }} as points
from tallies
where tally_id = {{ lead_scoring.text_literal(tally.tally_id) }} -- {{ lead_scoring.tally_in_words(tally) }}
{%- for condition in ([fires] if fires else []) + lead_scoring.population_conditions(card, 'tallies') %}
    and {{ condition }}
{%- endfor %}
{% endmacro %}
