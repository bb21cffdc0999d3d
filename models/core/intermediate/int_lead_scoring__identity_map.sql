{{ lead_scoring.identity_map() }}
