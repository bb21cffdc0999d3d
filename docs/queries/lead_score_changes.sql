-- Whose tier has changed on the last day, and from which to which?
select lead_id, tier_before, tier_after, score_before, score_after
from lead_score_changes
where scorecard_id = 'fit_engagement'
    and changed_on = date '2026-06-30'
    and tier_before is distinct from tier_after
order by score_after desc, lead_id
