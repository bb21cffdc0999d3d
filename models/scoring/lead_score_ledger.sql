{#- Compiled from tables that hold numbers alone: the words of an entry are added when it is read. -#}
{%- set scorecards = lead_scoring.scorecards() %}

with

leads as (

    select lead_key, lead_id from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

points as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__entries') }}

),

{{ lead_scoring.ledger_of_entries(scorecards, 'points.scoring_date') | trim }}

{{ lead_scoring.select_contract('ledger') }}
