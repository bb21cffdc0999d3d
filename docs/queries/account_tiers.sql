-- How many accounts to plan for, to watch and to leave alone?
select tier, action, count(*) as accounts
from account_tiers
where scorecard_id = 'buying_team'
group by tier, tier_rank, action
order by tier_rank
