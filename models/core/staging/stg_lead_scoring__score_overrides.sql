{{ config(materialized = 'table') }}

{{ lead_scoring.override_rows(lead_scoring.scorecards()) | trim }}
