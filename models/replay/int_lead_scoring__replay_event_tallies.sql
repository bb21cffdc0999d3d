{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set scorecards = lead_scoring.scorecards(with_challenger=true) -%}
{%- set days = lead_scoring.replay_days() or [lead_scoring.scoring_date()] -%}
{%- set first_day, last_day = lead_scoring.date_literal(days | first), lead_scoring.date_literal(days | last) -%}
{%- set has_id = 'event_id' in scorecards.inputs.events -%}
{%- set loaded_at = ['loaded_at'] if 'loaded_at' in scorecards.inputs.events else [] -%}
{%- set counts_from_link = lead_scoring.stitch() == 'from_link' -%}
{%- set columns = ['event_type', 'occurred_at', 'occurred_on'] + lead_scoring.prepared_names(scorecards, 'events') -%}
{#- Named outside of any condition: dbt learns of dependencies while parsing. -#}
{%- set identities = ref('lead_scoring', 'stg_lead_scoring__identities') -%}
{%- set aliases = ref('lead_scoring', 'int_lead_scoring__replay_aliases') -%}
{%- set leads = ref('lead_scoring', 'int_lead_scoring__replay_leads') -%}
{%- set lead_standing = ref('lead_scoring', 'int_lead_scoring__replay_lead_standing') %}

with

days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(lead_scoring.replay_days()), 4) }}

),

-- What is known by now, and the day from which it was.
known_events as {{ lead_scoring.read_in_place() }}(

    select
        *,
        {{ 'case when loaded_on > occurred_on then loaded_on else occurred_on end' if loaded_at else 'occurred_on' }} as known_on
    from {{ ref('lead_scoring', 'int_lead_scoring__events') }}
    where left_out_because is null{{ " or left_out_because = 'before_link'" if counts_from_link }}

),
{% if has_id %}
-- Which of several rows with one id counts may change from day to day.
repeated_on_some_day as {{ lead_scoring.read_once() }}(

    select event_id
    from known_events
    where event_id is not null
    group by event_id
    having count(*) > 1

),
{% endif %}
{%- if counts_from_link %}
-- So may whether an event of a visitor counts.
linked_on_some_day as (

    select distinct {{ lead_scoring.lead_key('alias_id') }} as lead_key
    from {{ identities }}
    where alias_id is not null

),

merged_leads as (

    select distinct lead_key
    from {{ lead_standing }}
    where left_out_because = 'merged'

),
{% endif %}
{%- if has_id or counts_from_link %}
aliases as (

    select * from {{ aliases }}

),

leads as (

    select lead_key from {{ leads }}

),

{% set key = lead_scoring.on_day('known_events.lead_key', 'days.scoring_date') -%}
-- Events that are looked at day by day; as leads do, ids have another key each day.
events as {{ lead_scoring.read_once() }}(

    select
        {%- if has_id %}
        {{ lead_scoring.on_day('known_events.event_id', 'days.scoring_date') }} as event_id,
        {%- endif %}
        {%- for column in ['lead_id'] + loaded_at + columns %}
        known_events.{{ column }} as {{ column }},
        {%- endfor %}
        {{ key }} as lead_key,
        days.scoring_date as scoring_date,
        {{ lead_scoring.days_between('known_events.occurred_on', 'days.scoring_date') }} as age_days
    from known_events
    inner join days
        on known_events.known_on <= days.scoring_date
    {%- if counts_from_link %}
    left join aliases
        on {{ key }} = aliases.alias_key
    left join merged_leads
        on {{ key }} = merged_leads.lead_key
    {%- endif %}
    where (
            {{ 'known_events.event_id in (select event_id from repeated_on_some_day)' if has_id }}
            {{ 'or ' if has_id and counts_from_link }}
            {{- 'known_events.lead_key in (select lead_key from linked_on_some_day)' if counts_from_link }}
        )
        {%- if counts_from_link %}
        and not {{ lead_scoring.is_before_link('known_events.occurred_at') }}
        {%- endif %}

),
{% if has_id %}
{{ lead_scoring.event_copies('', scorecards, also_by=['scoring_date']) | trim }},
{% endif %}
{%- endif %}
all_events as {{ lead_scoring.read_in_place() }}(

    select
        lead_key,
        {{ columns | join(', ') }},
        {{ lead_scoring.days_between('occurred_on', first_day) }} as age_days,
        known_on,
        cast(null as date) as scoring_date
    from known_events
    where known_on <= {{ last_day }}
        {%- if has_id %}
        and {{ lead_scoring.is_not_among('known_events', 'event_id', 'repeated_on_some_day') }}
        {%- endif %}
        {%- if counts_from_link %}
        and {{ lead_scoring.is_not_among('known_events', 'lead_key', 'linked_on_some_day') }}
        {%- endif %}
    {%- if has_id or counts_from_link %}

    union all

    select
        lead_key,
        {{ columns | join(', ') }},
        age_days,
        cast(null as date) as known_on,
        scoring_date
    from {{ 'single_events' if has_id else 'events' }}
    {%- endif %}

),

{{ lead_scoring.event_counts(
    'all_', lead_scoring.tallies(scorecards), scorecards, may_repeat=false, also_by=['known_on', 'scoring_date']
) | trim }},

final as (

    select
        lead_key,
        tally_id,
        occurred_on,
        known_on,
        scoring_date,
        event_count,
        first_on,
        last_on
    from all_counts

)

select * from final
