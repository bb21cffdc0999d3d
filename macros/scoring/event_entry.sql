{#
    The entry of an `event` rule: leads with the right number of matching events. With `max_per_day`
    they are counted by day first; which of a day are kept does not matter, they are of one age.

    Args:
        card, rule: the scorecard and the rule.
        inputs: see `scorecard_inputs`.

    Example:
        {{ lead_scoring.event_entry(card, rule, inputs) }}
            ->  select … from events where event_type = 'download' group by lead_id
#}
{% macro event_entry(card, rule, inputs) %}
{%- set tally = lead_scoring.event_tally(rule, inputs) -%}
{%- set is_in_population = lead_scoring.population_conditions(card, 'events') -%}
{%- set conditions = (tally.conditions + is_in_population) | join('\n    and ') -%}
{%- set fires = lead_scoring.count_condition(tally.event_count, rule) -%}
select
    {{ lead_scoring.entry_columns(card, rule, lead_scoring.event_points(rule, tally), tally.event_count, 'max(occurred_on)') }}
{%- if rule.max_per_day %}
from (
    select
        lead_id,
        occurred_on,
        age_days,
        least(count(*), {{ lead_scoring._read_whole(rule.max_per_day) }}) as events_of_day
    from events
    where {{ conditions | replace('\n', '\n    ') }}
    group by lead_id, occurred_on, age_days
) as days
{%- else %}
from events
where {{ conditions }}
{%- endif %}
group by lead_id
{%- if fires is not none %}
having {{ fires }}
{%- endif %}
{% endmacro %}
