{{ config(enabled = lead_scoring.is_replayed()) }}

{{ lead_scoring.unexpected_outcomes('converted', is_high=false) | trim }}
