-- Who they are is good, what they do is not yet: leads to win.
select lead_id, score, fit_score, engagement_score, top_reasons
from lead_scores
where scorecard_id = 'fit_engagement' and fit_score >= 35 and engagement_score < 10
order by fit_score desc, lead_id
