{{ lead_scoring.leads() }}
