{{ config(enabled = lead_scoring.is_replayed() and lead_scoring.filters_events()) }}

{{ lead_scoring.machine_events('replay') }}
