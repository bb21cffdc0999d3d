{{ config(materialized = lead_scoring.staged_as('leads')) }}

{{ lead_scoring.stage_input('leads') }}
