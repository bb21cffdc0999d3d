{{ config(enabled = lead_scoring.is_replayed()) }}

{{ lead_scoring.admitted_stages('replay') }}
