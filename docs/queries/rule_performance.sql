-- Which points go against the evidence, or say what another rule says?
select rule_id, verdict, leads_with, round(lift, 2) as lift, points,
    round(evident_points, 1) as evident_points, redundant_with
from rule_performance
where scorecard_id = 'fit_engagement'
order by is_against_evidence desc, leads_with desc, rule_id
