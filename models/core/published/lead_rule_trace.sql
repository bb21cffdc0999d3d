{{ config(materialized = 'view') }}

{{ lead_scoring.rule_trace() }}
