{{ config(
    enabled = lead_scoring.is_replayed() and lead_scoring.keeps_history(),
    materialized = 'view',
) }}

with

scores as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__restated_scores') }}

),

final as (

    select
        lead_id,
        scorecard_id,
        scoring_date,
        published_score,
        restated_score,
        cast(coalesce(restated_score, 0) - coalesce(published_score, 0)
            as {{ lead_scoring.type_decimal(18, 2) }}) as score_difference,
        published_tier,
        restated_tier,
        is_backfilled
    from scores
    where {{ lead_scoring.differs('published_score', 'restated_score') }}
        or {{ lead_scoring.differs('published_tier', 'restated_tier') }}

)

{{ lead_scoring.select_contract('final') }}
