{{ config(enabled = lead_scoring.scores_accounts()) }}

{{ lead_scoring.rule_points('account') }}
