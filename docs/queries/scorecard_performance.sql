-- How well does each scorecard rank those who convert above those who do not?
-- 0.5 is chance, 1 is perfect.
select
    scorecard_id,
    leads,
    converted,
    round(auc, 2) as auc,
    round(auc_low, 2) as auc_low,
    round(auc_high, 2) as auc_high
from scorecard_performance
where period = 'all days'
order by scorecard_id
