-- Where would today's rules and overrides have said otherwise than what was published?
select lead_id, scorecard_id, scoring_date, published_score, restated_score, published_tier,
    restated_tier
from lead_score_restatements
order by abs(score_difference) desc, lead_id
