{{ config(materialized = 'view') }}

{%- if not lead_scoring.is_replayed() -%}
{#- Not asked for, see lead_scoring__replay_dates. With a wrong scorecard the last replay stays. -#}
-- depends_on: {{ ref('lead_scoring', 'lead_score_replay') }}
{{ lead_scoring.no_rows() }}
{%- else -%}
{%- set scorecards = lead_scoring.scorecards(with_challenger=true) %}

with

leads as (

    select lead_key, lead_id, scoring_date
    from {{ ref('lead_scoring', 'int_lead_scoring__replay_leads') }}

),

points as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__replay_entries') }}

),

{{ lead_scoring.ledger_of_entries(scorecards, 'leads.scoring_date') | trim }}

{{ lead_scoring.select_contract('ledger') }}
{%- endif %}
