{{ config(enabled = lead_scoring.is_replayed()) }}

{{ lead_scoring.surprises('not_converted', is_high=true) | trim }}
