-- Who has come into which stage on the last day, and from where?
select stage_before, stage_after, count(*) as leads
from lead_stage_changes
where changed_on = date '2026-06-30'
group by stage_before, stage_after
order by count(*) desc, stage_after
