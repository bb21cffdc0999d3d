{{ config(materialized = 'view') }}

with

given_overrides as (

    select
        *,
        {{ lead_scoring.lead_key('lead_id') }} as given_key
    from {{ ref('lead_scoring', 'stg_lead_scoring__score_overrides') }}

),

aliases as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__aliases') }}

),

leads as (

    select lead_key from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

scored_leads as (

    select lead_key, scorecard_id
    from {{ ref('lead_scoring', 'int_lead_scoring__scored_leads') }}

),

{{ lead_scoring.standing_of_overrides() | trim }}

select * from standing
