{{ config(enabled = lead_scoring.scores_accounts(), materialized = 'view') }}

{{ lead_scoring.rule_trace('account') }}
