-- How many lead-days would move from where to where, and do they convert?
select champion_tier, challenger_tier, lead_days, lead_days_with_outcome, converted
from scorecard_tier_moves
where period = 'all days'
order by champion_tier, challenger_tier
