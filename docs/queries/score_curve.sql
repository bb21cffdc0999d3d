-- Calling all leads from so many points on: how many calls, and which part of the conversions?
select score, leads_from_here, round(100 * proportion_of_conversions, 1) as percent
from score_curve
where scorecard_id = 'fit_engagement' and not is_disqualified and score in (80, 60, 40, 20)
order by score desc
