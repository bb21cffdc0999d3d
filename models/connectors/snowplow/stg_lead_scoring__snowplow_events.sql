{{ config(materialized = 'view', enabled = lead_scoring.is_connected('snowplow')) }}

with

events as (

    {{ lead_scoring.loaded_table('snowplow', 'events', {
        'event_id': 'id',
        'user_id': 'id',
        'domain_userid': 'id',
        'event': 'text',
        'event_name': 'text',
        'derived_tstamp': 'moment',
        'collector_tstamp': 'moment',
        'load_tstamp': 'moment',
        'page_urlpath': 'text',
        'page_title': 'text',
        'mkt_campaign': 'text',
        'se_category': 'text',
        'se_action': 'text',
        'se_label': 'text',
        'se_value': 'number',
        'tr_total': 'number',
    }) }}

),

final as (

    select
        event_id,
        coalesce(user_id, domain_userid) as lead_id,
        case
            when event = 'struct' then coalesce(se_action, se_category)
            else coalesce(event_name, event)
        end as event_type,
        coalesce(derived_tstamp, collector_tstamp) as occurred_at,
        collector_tstamp as loaded_at,
        page_urlpath as page_path,
        case when event = 'struct' then coalesce(se_label, page_title) else page_title end as asset,
        mkt_campaign as campaign,
        coalesce(se_value, tr_total) as value,
        load_tstamp as synced_at
    from events
    -- A ping says only that a page is still open.
    where coalesce(event, '') <> 'page_ping'

)

select * from final
