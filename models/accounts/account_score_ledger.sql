{{ config(enabled = lead_scoring.scores_accounts()) }}

{{ lead_scoring.entity_ledger('account', ref('lead_scoring', 'stg_lead_scoring__accounts')) }}
