{{ config(materialized = 'view') }}

{{ lead_scoring.overrides() }}
