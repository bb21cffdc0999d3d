-- Which rules fire more often or less often than they did?
select measure, rule_id, round(baseline_value, 3) as before, round(recent_value, 3) as lately,
    round(drift, 3) as drift, band
from scorecard_stability
where scorecard_id = 'fit_engagement'
order by drift desc nulls last, measure, rule_id
