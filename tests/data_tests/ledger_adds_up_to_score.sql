{# Failing rows: leads whose ledger entries do not add up to their score, or are there without one. #}

{{ lead_scoring.ledger_differences(
    ref('lead_scoring', 'lead_scores'), ref('lead_scoring', 'lead_score_ledger'), ['lead_id', 'scorecard_id']
) }}
