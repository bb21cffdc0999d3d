{{ config(
    materialized = 'view', enabled = lead_scoring.has_metrics() and lead_scoring.keeps_history()
) }}

with

history as (

    select * from {{ ref('lead_scoring', 'lead_stage_history') }}

),

final as (

    select
        lead_id || ':' || cast(published_on as {{ lead_scoring.type_text() }}) as period_id,
        lead_id,
        stage_id,
        funnel_phase,
        entered_on,
        left_on,
        {{ lead_scoring.days_between(
            'entered_on', 'coalesce(left_on, ' ~ lead_scoring.scoring_day() ~ ')'
        ) }} as days_in_stage
    from history
    where entered_on <= {{ lead_scoring.scoring_day() }}

)

select * from final
