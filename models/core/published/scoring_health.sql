{{ config(enabled = lead_scoring.looks_for_findings(), materialized = 'view') }}

{{ lead_scoring.health() }}
