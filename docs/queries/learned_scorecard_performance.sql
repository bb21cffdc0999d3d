-- Does what was learned hold on later leads, and how much of it does a card in use reach?
select scorecard_id, leads, converted, auc, auc_low, auc_high, part_reached, expected_rate,
    observed_rate, calibration
from learned_scorecard_performance
order by is_learned desc, scorecard_id
