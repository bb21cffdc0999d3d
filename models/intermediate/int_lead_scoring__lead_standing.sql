{{ config(materialized = 'view') }}

{#- The overrides are compiled first, so that a wrong scorecard fails once and not in each model. -#}
-- depends_on: {{ ref('lead_scoring', 'stg_lead_scoring__score_overrides') }}
{%- set scorecards = lead_scoring.scorecards() %}

with

staged_leads as (

    select * from {{ ref('lead_scoring', 'stg_lead_scoring__leads') }}

),

aliases as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__aliases') }}

),

{{ lead_scoring.standing_of_leads(scorecards) | trim }}

select * from standing
