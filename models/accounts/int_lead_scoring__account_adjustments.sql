{{ config(enabled = lead_scoring.scores_accounts()) }}

{{ lead_scoring.adjustments('account') }}
