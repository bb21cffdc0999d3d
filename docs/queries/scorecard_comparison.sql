-- For which leads would the challenger change most?
select lead_id, scoring_date, champion_score, challenger_score, champion_tier, challenger_tier,
    moved_by
from scorecard_comparison
where score_change <> 0
order by abs(score_change) desc, lead_id, scoring_date
