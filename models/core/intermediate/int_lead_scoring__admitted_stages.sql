{{ lead_scoring.admitted_stages() }}
