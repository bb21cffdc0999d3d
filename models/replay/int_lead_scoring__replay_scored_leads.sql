{{ config(enabled = lead_scoring.is_replayed(), materialized = 'view') }}

{{ lead_scoring.scored_leads('replay') }}
