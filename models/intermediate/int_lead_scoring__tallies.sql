{{ config(materialized = lead_scoring.tallied_as()) }}

{%- set scorecards = lead_scoring.scorecards() %}

with

event_tallies as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__event_tallies') }}
    where not is_receipt

),

aliases as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__aliases') }}

),

leads as (

    select lead_key from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

{{ lead_scoring.tallies_of_leads(lead_scoring.tallies(scorecards)) | trim }}

select * from tallies_of_leads
