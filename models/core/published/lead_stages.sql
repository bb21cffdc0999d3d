{{ config(lead_scoring.laid_out_by(['lead_id'])) }}

{{ lead_scoring.stages() }}
