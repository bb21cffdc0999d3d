{# Failing rows: leads whose score is not their two axis scores with what belongs to no axis. #}

with

scores as (

    select * from {{ ref('lead_scoring', 'lead_scores') }}

),

entries_without_axis as (

    select
        lead_id,
        scorecard_id,
        sum(points) as points
    from {{ ref('lead_scoring', 'lead_score_ledger') }}
    where entry_type in ('override', 'score_limit')
    group by lead_id, scorecard_id

),

final as (

    select
        scores.lead_id,
        scores.scorecard_id,
        scores.score,
        scores.fit_score,
        scores.engagement_score,
        coalesce(entries_without_axis.points, 0) as points_without_axis
    from scores
    left join entries_without_axis
        on scores.lead_id = entries_without_axis.lead_id
        and scores.scorecard_id = entries_without_axis.scorecard_id

)

select * from final
where score <> fit_score + engagement_score + points_without_axis
