{{ config(enabled = lead_scoring.is_replayed()) }}

{{ lead_scoring.leads('replay') }}
