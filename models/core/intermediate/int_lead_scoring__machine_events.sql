{{ config(materialized = 'table', enabled = lead_scoring.filters_events()) }}

{{ lead_scoring.machine_events() }}
