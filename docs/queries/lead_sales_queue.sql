-- The queue of one owner.
select queue_rank, lead_id, score, score_change, days_waiting, top_reasons
from lead_sales_queue
where owner = 'Europe' and scorecard_id = 'fit_engagement'
order by queue_rank
