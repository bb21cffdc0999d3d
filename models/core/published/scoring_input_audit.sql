{{ lead_scoring.input_audit() }}
