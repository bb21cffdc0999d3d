-- What of a score has moved since Monday, and why?
select description, reason, sum(points_change) as points_change
from lead_score_movements
where lead_id = 'L0154' and scorecard_id = 'fit_engagement'
    and moved_on > date '2026-06-22' and moved_on <= date '2026-06-30'
group by description, reason
order by sum(points_change), description
