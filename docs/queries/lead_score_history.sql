-- How many leads of each tier were there on a day?
select tier, count(*) as leads
from lead_score_history
where scorecard_id = 'fit_engagement'
    and valid_from_on <= date '2026-06-25'
    and (valid_to_on is null or valid_to_on > date '2026-06-25')
group by tier, tier_rank
order by tier_rank
