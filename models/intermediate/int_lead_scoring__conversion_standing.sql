{{ config(materialized = 'view') }}

with

conversions as (

    select
        lead_id,
        {{ lead_scoring.local_day('converted_at') }} as converted_on
    from {{ ref('lead_scoring', 'stg_lead_scoring__conversions') }}

),

aliases as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__aliases') }}

),

leads as (

    select lead_id
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

final as (

    select
        coalesce(aliases.lead_id, conversions.lead_id) as lead_id,
        conversions.converted_on,
        case
            when conversions.lead_id is null then 'no_lead'
            when leads.lead_id is null then 'unknown_lead'
            when conversions.converted_on is null then 'no_time'
            when conversions.converted_on > {{ lead_scoring.scoring_day() }} then 'after_scoring_date'
        end as left_out_because
    from conversions
    left join aliases
        on conversions.lead_id = aliases.alias_id
    left join leads
        on coalesce(aliases.lead_id, conversions.lead_id) = leads.lead_id

)

select * from final
