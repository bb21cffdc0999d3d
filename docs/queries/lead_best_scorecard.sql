-- Whose choice is close? These leads fit two products nearly as well.
select lead_id, scorecard_id, score, second_scorecard_id, second_score, margin
from lead_best_scorecard
where family = 'buyer' and tier = 'likely' and margin < 5
order by margin, lead_id
