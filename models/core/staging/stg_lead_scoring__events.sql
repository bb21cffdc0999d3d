{{ config(materialized = lead_scoring.staged_as('events')) }}

{{ lead_scoring.stage_input('events') }}
