-- How many leads would have been hot on past days?
select scoring_date, count(case when tier = 'hot' then 1 end) as hot, count(*) as leads
from lead_score_replay
where scorecard_id = 'fit_engagement'
group by scoring_date
order by scoring_date
