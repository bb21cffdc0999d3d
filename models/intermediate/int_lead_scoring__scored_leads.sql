{{ config(materialized = 'view') }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set leads = ref('lead_scoring', 'int_lead_scoring__leads') %}

{{ lead_scoring.scored_leads(scorecards, leads) | join('\n\nunion all\n\n') }}
