{{ config(enabled = lead_scoring.keeps_history()) }}

with

ranked_places as (

    select
        *,
        row_number() over (
            partition by lead_id, scoring_date
            order by run_number desc, stage_rank desc
        ) as line_rank
    from {{ ref('lead_scoring', 'int_lead_scoring__stage_log') }}
    where line_type not in ('state', 'day')

),

places as (

    select
        *,
        lag(stage_id) over (partition by lead_id order by scoring_date) as former_stage_id,
        lag(scoring_date) over (partition by lead_id order by scoring_date) as former_scoring_date
    from ranked_places
    where line_rank = 1

),

-- The first stage that is known of all leads at once is no change of theirs.
first_days as (

    select min(scoring_date) as first_on
    from {{ ref('lead_scoring', 'int_lead_scoring__stage_log') }}

),

changes as (

    select
        places.lead_id as lead_id,
        places.scoring_date as changed_on,
        places.former_scoring_date as compared_with_on,
        places.former_stage_id as stage_before,
        places.stage_id as stage_after,
        places.reason as reason
    from places
    inner join first_days
        on places.scoring_date > first_days.first_on
    where not places.is_backfilled
        and {{ lead_scoring.differs('places.stage_id', 'places.former_stage_id') }}

),

final as (

    select
        {{ lead_scoring.change_id('lead_id', 'null', 'changed_on') }} as change_id,
        changes.*
    from changes

)

{{ lead_scoring.select_contract('final') }}
