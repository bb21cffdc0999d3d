-- How many leads would be in another tier?
select published_tier, restated_tier, lead_count
from lead_tier_restatements
where scorecard_id = 'fit_engagement' and scoring_date = date '2026-06-22'
order by published_tier_rank, restated_tier_rank
