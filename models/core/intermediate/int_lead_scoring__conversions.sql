{{ config(materialized = 'view') }}

{{ lead_scoring.conversions() }}
