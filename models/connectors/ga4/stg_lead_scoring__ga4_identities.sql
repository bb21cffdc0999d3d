{{ config(materialized = 'view', enabled = lead_scoring.is_connected('ga4')) }}

with

events as (

    {{ lead_scoring.loaded_table('ga4', 'event', {
        'user_id': 'id', 'user_pseudo_id': 'id', 'event_timestamp': 'moment',
    }) }}

),

-- Whoever uses a shared browser has its id too: all of these links are told, see the audit.
final as (

    select
        user_pseudo_id as alias_id,
        user_id as lead_id,
        min(event_timestamp) as linked_at
    from events
    where user_id is not null
        and user_pseudo_id is not null
        and user_id <> user_pseudo_id
    group by user_pseudo_id, user_id

)

select * from final
