-- What one lead has done, the latest first.
select occurred_on, activity, event_count
from lead_activities
where lead_id = 'L0118'
order by occurred_on desc, activity
