-- How many more would there be to call?
select tier, champion_leads, challenger_leads, leads_change,
    round(entered_a_week_change, 1) as entered_a_week_change
from tier_capacity
order by tier_rank
