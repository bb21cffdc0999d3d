{{ config(materialized = 'view') }}

with

overrides as (

    select * from {{ ref('lead_scoring', 'stg_lead_scoring__score_overrides') }}

),

aliases as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__aliases') }}

),

leads as (

    select lead_id, lead_key
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

scored_leads as (

    select lead_id, scorecard_id
    from {{ ref('lead_scoring', 'int_lead_scoring__scored_leads') }}

),

final as (

    select
        coalesce(aliases.lead_id, overrides.lead_id) as lead_id,
        leads.lead_key as lead_key,
        overrides.scorecard_id as scorecard_id,
        overrides.entry_key,
        overrides.points,
        overrides.reason,
        case
            when leads.lead_id is null then 'unknown_lead'
            when overrides.starts_on > {{ lead_scoring.scoring_day() }}
                or overrides.ends_on <= {{ lead_scoring.scoring_day() }} then 'not_in_force'
            -- the scorecard is switched off, or the lead is outside its population
            when scored_leads.lead_id is null then 'not_scored'
        end as left_out_because
    from overrides
    left join aliases
        on overrides.lead_id = aliases.alias_id
    left join leads
        on coalesce(aliases.lead_id, overrides.lead_id) = leads.lead_id
    left join scored_leads
        on coalesce(aliases.lead_id, overrides.lead_id) = scored_leads.lead_id
        and overrides.scorecard_id = scored_leads.scorecard_id

)

select * from final
