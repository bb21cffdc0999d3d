-- Does each tenth of the leads convert more often than the one below it?
-- The first has the highest scores.
select decile, leads, lowest_score, highest_score, round(100 * conversion_rate, 1) as percent
from score_calibration
where scorecard_id = 'fit_engagement' and period = 'all days'
order by decile
