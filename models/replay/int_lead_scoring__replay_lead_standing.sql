{{ config(enabled = lead_scoring.is_replayed(), materialized = 'view') }}

{%- set scorecards = lead_scoring.scorecards(with_challenger=true) %}

with

days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(lead_scoring.replay_days()), 4) }}

),

-- The day has a name of its own: leads may have a column scoring_date.
staged_leads as (

    select
        leads.*,
        days.scoring_date as replayed_on
    from {{ ref('lead_scoring', 'stg_lead_scoring__leads').render() }} as leads
    cross join days

),

aliases as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__replay_aliases') }}

),

{{ lead_scoring.standing_of_leads(scorecards, 'replayed_on') | trim }}

select * from standing
