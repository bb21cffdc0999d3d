-- Every point of one lead, its fit first.
select axis, group_id, description, event_count, last_event_on, points
from lead_score_ledger
where lead_id = 'L0011' and scorecard_id = 'fit_engagement'
order by axis desc nulls last, group_id, points desc
