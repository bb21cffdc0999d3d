{# Failing rows: leads whose replayed entries of a day do not add up to their score, or have none of it. #}
{{ config(enabled = lead_scoring.is_replayed()) }}

with

scores_and_entries as (

    select
        scoring_date,
        lead_id,
        scorecard_id,
        1 as score_rows,
        score as score_less_points
    from {{ ref('lead_scoring', 'lead_score_replay') }}

    union all

    select
        scoring_date,
        lead_id,
        scorecard_id,
        0 as score_rows,
        -points as score_less_points
    from {{ ref('lead_scoring', 'lead_score_replay_ledger') }}

),

final as (

    select
        scoring_date,
        lead_id,
        scorecard_id,
        sum(score_rows) as score_rows,
        sum(score_less_points) as score_less_points
    from scores_and_entries
    group by scoring_date, lead_id, scorecard_id

)

select * from final
where score_rows <> 1 or score_less_points <> 0
