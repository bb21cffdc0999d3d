-- What each rule found of one account.
select rule_id, needed, events_counted, fired, points, no_points_because
from account_rule_trace
where account_id = 'A193' and scorecard_id = 'buying_team'
order by fired desc, rule_id
