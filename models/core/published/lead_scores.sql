{{ config(lead_scoring.laid_out_by(['lead_id', 'scorecard_id'])) }}

{{ lead_scoring.scores() }}
