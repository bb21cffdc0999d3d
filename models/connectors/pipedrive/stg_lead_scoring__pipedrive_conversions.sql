{{ config(materialized = 'view', enabled = lead_scoring.is_connected('pipedrive')) }}

with

deals as (

    {{ lead_scoring.loaded_table('pipedrive', 'deal', {
        'id': 'id',
        'person_id': 'id',
        'status': 'text',
        'value': 'number',
        'won_time': 'moment',
        'close_time': 'moment',
        'is_deleted': 'flag',
    }) }}

),

final as (

    select
        person_id as lead_id,
        coalesce(won_time, close_time) as converted_at,
        value
    from deals
    where status = 'won'
        and person_id is not null
        and not coalesce(is_deleted, false)

)

select * from final
