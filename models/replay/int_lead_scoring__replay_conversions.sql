{{ config(enabled = lead_scoring.is_replayed()) }}

{{ lead_scoring.conversions('replay') }}
