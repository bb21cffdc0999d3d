{{ config(
    enabled = lead_scoring.is_replayed() and lead_scoring.keeps_history(),
    materialized = 'view',
) }}

with

history as (

    select * from {{ ref('lead_scoring', 'lead_score_history') }}

),

first_day as (

    select min(valid_from_on) as first_on
    from history

),

-- Before the history begins there is nothing to compare with.
days as (

    select all_days.scoring_date
    from (
        {{ lead_scoring.indented(lead_scoring.day_rows(lead_scoring.replay_days()), 8) }}
    ) as all_days
    inner join first_day
        on all_days.scoring_date >= first_day.first_on

),

published as (

    select
        days.scoring_date as scoring_date,
        history.lead_id as lead_id,
        history.scorecard_id as scorecard_id,
        history.score as score,
        history.tier as tier,
        history.tier_rank as tier_rank,
        history.is_backfilled as is_backfilled
    from history
    inner join days
        on history.valid_from_on <= days.scoring_date
        and (history.valid_to_on is null or days.scoring_date < history.valid_to_on)

),

restated as (

    select
        replay.scoring_date as scoring_date,
        replay.lead_id as lead_id,
        replay.scorecard_id as scorecard_id,
        {{ lead_scoring.indented(lead_scoring.published_score(
            lead_scoring.scorecards(), 'replay.score', 'replay.tier', 'replay.scorecard_id'
        ), 8) }} as score,
        replay.tier as tier,
        replay.tier_rank as tier_rank
    from {{ ref('lead_scoring', 'lead_score_replay').render() }} as replay
    inner join days
        on replay.scoring_date = days.scoring_date
    where {{ lead_scoring.is_no_challenger('replay.scorecard_id') }}

),

final as (

    select
        coalesce(published.scoring_date, restated.scoring_date) as scoring_date,
        coalesce(published.lead_id, restated.lead_id) as lead_id,
        coalesce(published.scorecard_id, restated.scorecard_id) as scorecard_id,
        published.score as published_score,
        restated.score as restated_score,
        published.tier as published_tier,
        restated.tier as restated_tier,
        published.tier_rank as published_tier_rank,
        restated.tier_rank as restated_tier_rank,
        published.is_backfilled as is_backfilled
    from published
    full outer join restated
        on published.scoring_date = restated.scoring_date
        and published.lead_id = restated.lead_id
        and published.scorecard_id = restated.scorecard_id

)

select * from final
