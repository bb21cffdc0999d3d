-- Which rules and limits move them?
select scorecard_id, description, lead_days_changed, points_change,
    lead_days_moved_up, lead_days_moved_down
from rule_moves
order by lead_days_changed desc, description
