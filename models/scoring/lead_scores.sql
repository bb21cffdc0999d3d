{{ config(lead_scoring.laid_out_by(['lead_id', 'scorecard_id'])) }}

{%- set scorecards = lead_scoring.scorecards() %}

with

scored_leads as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__scored_leads') }}

),

points as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__entries') }}

),

{{ lead_scoring.scores_of_leads(scorecards) | trim }}

{{ lead_scoring.select_contract('scores') }}
