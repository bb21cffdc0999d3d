-- The proposed rules with the most points.
select rule_id, rule_type, subject, operator, value, points
from learned_scorecard
order by abs(cast(points as decimal(18, 2))) desc, rule_id
