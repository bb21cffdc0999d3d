{{ config(enabled = lead_scoring.is_replayed()) }}

{{ lead_scoring.unexpected_outcomes('not_converted', is_high=true) | trim }}
