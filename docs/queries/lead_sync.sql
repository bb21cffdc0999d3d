-- What a sync has to send after the run of the last day.
select sync_id, score, tier, stage_id, changed_at
from lead_sync
where changed_at > timestamp '2026-06-29 00:00:00'
order by changed_at desc, sync_id
