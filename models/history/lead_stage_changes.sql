{{ config(enabled = lead_scoring.keeps_history()) }}

with

stages as (

    {{ lead_scoring.indented(lead_scoring.stages_by_day() | trim, 4) }}

),

-- The first stage that is known of all leads at once is no change of theirs.
first_days as (

    select min(scoring_date) as first_on
    from {{ ref('lead_scoring', 'int_lead_scoring__stage_log') }}

),

changes as (

    select
        stages.lead_id as lead_id,
        stages.scoring_date as changed_on,
        stages.former_scoring_date as compared_with_on,
        stages.former_stage_id as stage_before,
        stages.stage_id as stage_after,
        stages.reason as reason
    from stages
    inner join first_days
        on stages.scoring_date > first_days.first_on
    where not stages.is_backfilled
        and {{ lead_scoring.differs('stages.stage_id', 'stages.former_stage_id') }}

),

final as (

    select
        {{ lead_scoring.change_id('lead_id', 'null', 'changed_on') }} as change_id,
        changes.*
    from changes

)

{{ lead_scoring.select_contract('final') }}
