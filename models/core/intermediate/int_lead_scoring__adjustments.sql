{{ lead_scoring.adjustments() }}
