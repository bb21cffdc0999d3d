{{ config(materialized = 'view', enabled = lead_scoring.is_connected('pardot')) }}

with

visitors as (

    {{ lead_scoring.loaded_table('pardot', 'visitor', {
        'id': 'id', 'prospect_id': 'id', 'created_at': 'moment', 'updated_at': 'moment',
    }) }}

),

visits as (

    {{ lead_scoring.loaded_table('pardot', 'visit', {
        'visitor_id': 'id', 'prospect_id': 'id', 'created_at': 'moment',
    }) }}

),

-- Where visitors do not name their prospect, their visits do.
prospects_of_visits as (

    select
        visitor_id,
        prospect_id,
        min(created_at) as first_seen_at
    from visits
    where visitor_id is not null
        and prospect_id is not null
    group by visitor_id, prospect_id

),

final as (

    select
        'visitor:' || id as alias_id,
        prospect_id as lead_id,
        coalesce(updated_at, created_at) as linked_at
    from visitors
    where prospect_id is not null
    union all
    select
        'visitor:' || prospects_of_visits.visitor_id as alias_id,
        prospects_of_visits.prospect_id as lead_id,
        prospects_of_visits.first_seen_at as linked_at
    from prospects_of_visits
    left join visitors
        on prospects_of_visits.visitor_id = visitors.id
        and visitors.prospect_id is not null
    where visitors.id is null

)

select * from final
