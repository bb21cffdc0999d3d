-- Which part of each tier converts?
select tier, leads, converted, round(100 * conversion_rate, 1) as percent,
    round(100 * proportion_of_conversions) as share_of_all
from scorecard_tier_performance
where scorecard_id = 'fit_engagement' and period = 'all days'
order by tier_rank
