{# Failing rows: accounts whose ledger entries do not add up to their score, or stand there without a score. #}
{{ config(enabled = lead_scoring.scores_accounts()) }}

with

scores_and_entries as (

    select
        account_id,
        scorecard_id,
        1 as score_rows,
        score as score_less_points
    from {{ ref('lead_scoring', 'account_scores') }}

    union all

    select
        account_id,
        scorecard_id,
        0 as score_rows,
        -points as score_less_points
    from {{ ref('lead_scoring', 'account_score_ledger') }}

),

final as (

    select
        account_id,
        scorecard_id,
        sum(score_rows) as score_rows,
        sum(score_less_points) as score_less_points
    from scores_and_entries
    group by account_id, scorecard_id

)

select * from final
where score_rows <> 1 or score_less_points <> 0
