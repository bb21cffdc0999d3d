-- Would the challenger predict better, beyond chance?
select
    scorecard_id,
    leads,
    round(champion_auc, 3) as champion_auc,
    round(challenger_auc, 3) as challenger_auc,
    round(auc_difference_low, 3) as difference_low,
    round(auc_difference_high, 3) as difference_high
from scorecard_performance_comparison
where period = 'all days'
