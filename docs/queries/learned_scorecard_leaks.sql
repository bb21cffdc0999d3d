-- Which columns know the outcome too well?
select rule_type, subject, round(auc, 3) as auc, is_left_out, advice
from learned_scorecard_leaks
order by auc desc, subject
