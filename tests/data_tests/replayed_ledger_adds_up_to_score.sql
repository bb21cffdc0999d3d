{# Failing rows: a replayed day, lead and scorecard whose ledger entries do not add up to the score. #}
with

ledger as (

    select
        scoring_date,
        lead_id,
        scorecard_id,
        sum(points) as points
    from {{ ref('lead_scoring', 'lead_score_replay_ledger') }}
    group by scoring_date, lead_id, scorecard_id

)

select
    scores.scoring_date,
    scores.lead_id,
    scores.scorecard_id,
    scores.score,
    ledger.points
from {{ ref('lead_scoring', 'lead_score_replay') }} as scores
full outer join ledger
    on scores.scoring_date = ledger.scoring_date
    and scores.lead_id = ledger.lead_id
    and scores.scorecard_id = ledger.scorecard_id
where coalesce(scores.score, 0) <> coalesce(ledger.points, 0)
    or scores.lead_id is null
