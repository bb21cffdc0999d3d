{{ config(materialized = lead_scoring.staged_as('identities')) }}

{{ lead_scoring.stage_input('identities') }}
