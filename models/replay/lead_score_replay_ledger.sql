{{ config(enabled = lead_scoring.is_replayed(), materialized = 'view') }}

{{ lead_scoring.ledger('replay') }}
