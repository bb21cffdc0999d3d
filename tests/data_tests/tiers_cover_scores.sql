{# Failing rows: leads that have a row in only one of lead_scores and lead_tiers, or several in one. #}

with

rows_of_both as (

    select
        lead_id,
        scorecard_id,
        1 as score_rows,
        0 as tier_rows
    from {{ ref('lead_scoring', 'lead_scores') }}

    union all

    select
        lead_id,
        scorecard_id,
        0 as score_rows,
        1 as tier_rows
    from {{ ref('lead_scoring', 'lead_tiers') }}

),

final as (

    select
        lead_id,
        scorecard_id,
        sum(score_rows) as score_rows,
        sum(tier_rows) as tier_rows
    from rows_of_both
    group by lead_id, scorecard_id

)

select * from final
where score_rows <> 1 or tier_rows <> 1
