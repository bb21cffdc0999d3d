-- How many more would there be to call?
select tier, champion_leads_a_day, challenger_leads_a_day, leads_a_day_change,
    round(entered_a_week_change, 1) as entered_a_week_change
from scorecard_tier_capacity
order by tier_rank
