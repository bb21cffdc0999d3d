{{ config(enabled = lead_scoring.is_replayed()) }}

{{ lead_scoring.rule_points('replay') }}
