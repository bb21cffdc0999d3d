{{ config(lead_scoring.laid_out_by(['lead_id', 'scorecard_id'])) }}

{%- set scorecards = lead_scoring.scorecards() %}

with

scores as (

    select * from {{ ref('lead_scoring', 'lead_scores') }}

),

{{ lead_scoring.tiers_of_scores(scorecards) | trim }},

final as (

    select
        lead_id,
        scorecard_id,
        scoring_date,
        tier,
        tier_rank,
        fit_grade,
        engagement_grade,
        grade,
        score_rank,
        action
    from tiers

)

{{ lead_scoring.select_contract('final') }}
