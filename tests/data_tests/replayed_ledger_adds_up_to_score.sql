{# Failing rows: leads whose replayed entries of a day do not add up to their score, or are there without one. #}
{{ config(enabled = lead_scoring.is_replayed()) }}

{{ lead_scoring.ledger_differences(
    ref('lead_scoring', 'lead_score_replay'), ref('lead_scoring', 'lead_score_replay_ledger'),
    ['scoring_date', 'lead_id', 'scorecard_id']
) }}
