{{ config(materialized = 'view') }}

{{ lead_scoring.scored_leads() }}
