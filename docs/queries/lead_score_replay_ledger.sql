-- Why did a lead have its score on a past day?
select description, event_count, last_event_on, points
from lead_score_replay_ledger
where lead_id = 'L0118' and scorecard_id = 'fit_engagement' and scoring_date = date '2026-04-30'
order by points desc, description
