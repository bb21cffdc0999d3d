-- How many leads has each grade, and which tiers are they in?
select grade, tier, count(*) as leads
from lead_tiers
where scorecard_id = 'fit_engagement'
group by grade, tier
order by grade, min(tier_rank)
