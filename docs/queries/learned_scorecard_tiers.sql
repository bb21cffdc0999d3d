-- From which score on, and how many of those converted?
select tier, lower_bound, lead_count, conversion_count, round(100 * conversion_rate, 1) as percent
from learned_scorecard_tiers
order by conversion_rate desc, tier
