{{ config(enabled = lead_scoring.scores_accounts()) }}

{{ lead_scoring.scores('account') }}
