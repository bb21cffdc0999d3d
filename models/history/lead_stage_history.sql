{{ config(enabled = lead_scoring.keeps_history()) }}

with

log as (

    select
        *,
        row_number() over (
            partition by lead_id, scoring_date
            order by run_number desc, stage_rank desc
        ) as line_rank
    from {{ ref('lead_scoring', 'int_lead_scoring__stage_log') }}
    where line_type not in ('state', 'day')

),

-- A second run on one day replaces what the first one wrote of that day.
compared as (

    select
        *,
        lag(stage_id) over (partition by lead_id order by scoring_date) as former_stage_id,
        lag(entered_on) over (partition by lead_id order by scoring_date) as former_entered_on
    from log
    where line_rank = 1

),

entries as (

    select
        *,
        lead(scoring_date) over (partition by lead_id order by scoring_date) as next_published_on,
        lead(entered_on) over (partition by lead_id order by scoring_date) as next_entered_on
    from compared
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
