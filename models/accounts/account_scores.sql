{{ config(enabled = lead_scoring.scores_accounts()) }}

{{ lead_scoring.entity_scores(
    'account', ref('lead_scoring', 'stg_lead_scoring__accounts'), ref('lead_scoring', 'account_score_ledger')
) }}
