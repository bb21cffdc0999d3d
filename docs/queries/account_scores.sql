-- The best accounts, and why.
select account_id, score, fit_score, engagement_score, top_reasons
from account_scores
where scorecard_id = 'buying_team'
order by score desc, account_id
