{{ config(enabled = lead_scoring.is_replayed(), materialized = 'view') }}

{%- set scorecards = lead_scoring.scorecards(with_challenger=true) -%}
{%- set leads = ref('lead_scoring', 'int_lead_scoring__replay_leads') %}

{{ lead_scoring.scored_leads(scorecards, leads, 'scoring_date') | join('\n\nunion all\n\n') }}
