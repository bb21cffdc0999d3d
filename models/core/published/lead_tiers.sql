{{ config(lead_scoring.physical_layout(['lead_id', 'scorecard_id'])) }}

{{ lead_scoring.tiers() }}
