-- Which rules and limits move them?
select scorecard_id, description, leads_changed, points_change, leads_moved_up, leads_moved_down
from rule_moves
order by leads_changed desc, description
