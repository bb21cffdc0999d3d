{{ lead_scoring.ledger() }}
