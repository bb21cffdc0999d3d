{{ config(materialized = 'view', enabled = lead_scoring.is_connected('pardot')) }}

with

visitors as (

    {{ lead_scoring.loaded_table('pardot', 'visitor', {
        'id': 'id', 'prospect_id': 'id', 'created_at': 'moment', 'updated_at': 'moment',
    }) }}

),

final as (

    select
        'visitor:' || id as alias_id,
        prospect_id as lead_id,
        coalesce(updated_at, created_at) as linked_at
    from visitors
    where prospect_id is not null

)

select * from final
