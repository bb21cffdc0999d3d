{{ lead_scoring.rule_points() }}
