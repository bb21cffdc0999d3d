-- What did the leads have in common that were hot and did not convert?
select top_reasons, count(*) as leads
from lead_false_alarms
where scorecard_id = 'fit_engagement'
group by top_reasons
order by count(*) desc, top_reasons
