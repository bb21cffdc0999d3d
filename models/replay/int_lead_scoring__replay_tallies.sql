{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set scorecards = lead_scoring.scorecards(with_challenger=true) %}

with

days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(lead_scoring.replay_days()), 4) }}

),

counts as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__replay_event_tallies') }}

),

-- What was known on each day.
event_tallies as (

    select
        {{ lead_scoring.on_day('counts.lead_key', 'days.scoring_date') }} as lead_key,
        counts.tally_id as tally_id,
        counts.occurred_on as occurred_on,
        days.scoring_date as scoring_date,
        counts.event_count as event_count,
        counts.first_on as first_on,
        counts.last_on as last_on
    from counts
    inner join days
        on counts.known_on <= days.scoring_date

    union all

    select
        lead_key,
        tally_id,
        occurred_on,
        scoring_date,
        event_count,
        first_on,
        last_on
    from counts
    where scoring_date is not null

),

aliases as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__replay_aliases') }}

),

leads as (

    select lead_key from {{ ref('lead_scoring', 'int_lead_scoring__replay_leads') }}

),

{{ lead_scoring.tallies_of_leads(lead_scoring.tallies(scorecards), 'scoring_date') | trim }}

select * from tallies_of_leads
