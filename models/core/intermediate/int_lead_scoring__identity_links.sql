{{ lead_scoring.identity_links() }}
