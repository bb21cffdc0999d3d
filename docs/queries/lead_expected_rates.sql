-- Which leads are the likeliest to convert within the horizon, and on how much does that rest?
select lead_id, score, round(100 * expected_rate, 1) as in_a_hundred, calibration_conversions
from lead_expected_rates
where scorecard_id = 'fit_engagement' and expected_rate is not null
order by expected_rate desc, lead_id
limit 10
