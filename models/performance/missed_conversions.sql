{{ config(enabled = lead_scoring.is_replayed()) }}

{{ lead_scoring.surprises('converted', is_high=false) | trim }}
