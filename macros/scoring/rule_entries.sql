{#
    One `select` for each rule of all scorecards: the ledger entries of the leads for which it
    fires (SPEC: How a score is computed, steps 1 to 6). Reads the CTEs `leads` and `events`, and
    `tallies` when events are read in one pass. A list.

    Args:
        scorecards: see `scorecards`.

    Example:
        {{ lead_scoring.rule_entries(scorecards) | join('\n\nunion all\n\n') }}
#}
{% macro rule_entries(scorecards) %}
    {%- set is_one_pass = lead_scoring.event_scan() == 'one_pass' -%}
    {%- set entries, tally_number = [], [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules -%}
            {%- set rule_type = rule.rule_type | lower -%}
            {%- if rule_type in ('attribute', 'required') -%}
                {%- set entry = lead_scoring.attribute_entry(card, rule, scorecards.inputs) -%}
            {%- elif is_one_pass -%}
                {%- do tally_number.append(loop.index) -%}
                {%- set entry = lead_scoring.tallied_entry(card, rule, 'tally_' ~ tally_number | length) -%}
            {%- elif rule_type == 'event' -%}
                {%- set entry = lead_scoring.event_entry(card, rule, scorecards.inputs) -%}
            {%- else -%}
                {%- set entry = lead_scoring.absence_entry(card, rule, scorecards.inputs) -%}
            {%- endif -%}
            {%- do entries.append('-- ' ~ lead_scoring.rule_in_words(card, rule) | join('\n-- ') ~ '\n' ~ entry | trim) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(entries) }}
{% endmacro %}

{#
    The columns of an entry.

    Args:
        card, rule: the scorecard and the rule.
        points: SQL of the points.
        event_count, last_event_on: SQL; left out for a rule that counts no events.
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

{#- `attribute` and `required`: leads for which the condition holds. -#}
{% macro attribute_entry(card, rule, inputs) %}
select
    {{ lead_scoring.entry_columns(card, rule, lead_scoring.rule_points(rule)) }}
from leads
where {{ ([lead_scoring.lead_condition(rule, inputs)] + lead_scoring.population_conditions(card)) | join('\n    and ') }}
{% endmacro %}

{#- `event`: leads with the right number of matching events. -#}
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

{#- `absence`: leads old enough without a matching event, who were given the chance. -#}
{% macro absence_entry(card, rule, inputs) %}
select
    {{ lead_scoring.entry_columns(card, rule, lead_scoring.rule_points(rule), 'cast(0 as ' ~ dbt.type_bigint() ~ ')') }}
from leads
where not exists (
        select 1
        from events
        where events.lead_id = leads.lead_id
            and {{ lead_scoring.event_conditions(rule, inputs) | join('\n            and ') }}
    )
{%- if rule.given_subject %}
    and lead_id in (
        select lead_id
        from events
        where {{ lead_scoring.event_conditions(rule, inputs, rule.given_subject) | join('\n            and ') }}
        group by lead_id
        having count(*) >= {{ lead_scoring._read_whole(rule.given_min_count or '1') }}
    )
{%- endif %}
{%- for condition in lead_scoring.age_conditions(rule) + lead_scoring.population_conditions(card) %}
    and {{ condition }}
{%- endfor %}
{% endmacro %}
