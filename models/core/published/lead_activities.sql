{{ config(materialized = 'view') }}

{{ lead_scoring.lead_activities() }}
