-- Why these rules did not fire for one lead, though it has such events.
select rule_id, needed, events_matched, events_in_window, no_points_because
from lead_rule_trace
where lead_id = 'L0118' and scorecard_id = 'fit_engagement' and not fired and events_matched > 0
order by rule_id
