{# Failing rows: accounts whose ledger entries do not add up to their score, or are there without one. #}
{{ config(enabled = lead_scoring.scores_accounts()) }}

{{ lead_scoring.ledger_differences(
    ref('lead_scoring', 'account_scores'), ref('lead_scoring', 'account_score_ledger'), ['account_id', 'scorecard_id']
) }}
