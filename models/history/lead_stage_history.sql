{{ config(enabled = lead_scoring.keeps_history()) }}

with

stages as (

    {{ lead_scoring.indented(lead_scoring.stages_by_day() | trim, 4) }}

),

entries as (

    select
        *,
        lead(scoring_date) over (partition by lead_id order by scoring_date) as next_published_on,
        lead(entered_on) over (partition by lead_id order by scoring_date) as next_entered_on
    from stages
    where {{ lead_scoring.indented(lead_scoring.any_differs(['stage_id', 'entered_on']), 8) }}

),

final as (

    select
        lead_id,
        stage_id,
        stage_rank,
        funnel_phase,
        entered_on,
        -- Without a next stage the lead itself is gone. What became known late did not end a stage
        -- before it began.
        case
            when next_entered_on is null then next_published_on
            when next_entered_on < entered_on then entered_on
            else next_entered_on
        end as left_on,
        is_backfilled,
        scoring_date as published_on,
        line_type = 'recycled' as is_recycled,
        reason
    from entries
    where stage_id is not null

)

{{ lead_scoring.select_contract('final') }}
