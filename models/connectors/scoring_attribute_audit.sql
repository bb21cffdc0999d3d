{{ config(materialized = 'view', enabled = lead_scoring.connectors() | length > 0) }}

{{ lead_scoring.attribute_audit() }}
