-- Whom would we have left alone, and what spoke against them?
select lead_id, scoring_date, score, converted_on, points_against, largest_deduction
from lead_missed_conversions
where scorecard_id = 'fit_engagement'
order by converted_on, lead_id, scoring_date
