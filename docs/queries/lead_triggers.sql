-- What has fired since Monday, and for whom?
select trigger_id, lead_id, kind, value, action, triggered_on
from lead_triggers
where triggered_on > date '2026-06-22'
order by trigger_id, lead_id
