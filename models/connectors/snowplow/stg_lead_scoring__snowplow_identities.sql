{{ config(materialized = 'view', enabled = lead_scoring.is_connected('snowplow')) }}

with

events as (

    {{ lead_scoring.loaded_table('snowplow', 'events', {
        'user_id': 'id',
        'domain_userid': 'id',
        'derived_tstamp': 'moment',
        'collector_tstamp': 'moment',
    }) }}

),

-- Whoever uses a shared browser has its id too: all of these links are told, see the audit.
final as (

    select
        domain_userid as alias_id,
        user_id as lead_id,
        min(coalesce(derived_tstamp, collector_tstamp)) as linked_at
    from events
    where user_id is not null
        and domain_userid is not null
        and user_id <> domain_userid
    group by domain_userid, user_id

)

select * from final
