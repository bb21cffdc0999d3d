{{ config(materialized = lead_scoring.staged_as('conversions')) }}

{{ lead_scoring.stage_input('conversions') }}
