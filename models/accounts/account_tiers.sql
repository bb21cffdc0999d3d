{{ config(enabled = lead_scoring.scores_accounts()) }}

{{ lead_scoring.entity_tiers(
    'account', ref('lead_scoring', 'stg_lead_scoring__accounts'), ref('lead_scoring', 'account_scores')
) }}
