-- Who came into which stage this month?
select stage_id, count(*) as entries, min(entered_on) as first_on, max(entered_on) as last_on
from lead_stage_history
where entered_on >= date '2026-06-01'
group by stage_id, stage_rank
order by stage_rank
