{{ config(lead_scoring.physical_layout(['lead_id'])) }}

{{ lead_scoring.stages() }}
