-- Why do scores move: new events, or time that goes by?
select reason, count(*) as entries, sum(points_change) as points
from lead_score_change_entries
where scorecard_id = 'fit_engagement' and changed_on = date '2026-06-30'
group by reason
order by sum(points_change) desc
