{{ config(materialized = 'view', enabled = lead_scoring.is_connected('amplitude')) }}

with

events as (

    {{ lead_scoring.loaded_table('amplitude', 'event', {
        'uuid': 'id',
        'user_id': 'id',
        'amplitude_id': 'id',
        'event_type': 'text',
        'event_time': 'moment',
        'server_received_time': 'moment',
        '_fivetran_synced': 'moment',
        'event_properties.[Amplitude] Page Path as page_path': 'text',
        'event_properties.[Amplitude] Page Title as page_title': 'text',
        'event_properties.utm_campaign as utm_campaign': 'text',
        'user_properties.utm_campaign as last_utm_campaign': 'text',
        'event_properties.$revenue as revenue': 'number',
    }) }}

),

final as (

    select
        uuid as event_id,
        coalesce(user_id, amplitude_id) as lead_id,
        case event_type
            when '[Amplitude] Page Viewed' then 'page_view'
            when '[Amplitude] Form Submitted' then 'form_submit'
            when '[Amplitude] File Downloaded' then 'download'
            else event_type
        end as event_type,
        event_time as occurred_at,
        server_received_time as loaded_at,
        page_path,
        page_title as asset,
        coalesce(utm_campaign, last_utm_campaign) as campaign,
        revenue as value,
        _fivetran_synced as synced_at
    from events
    where event_type not in ('$identify', '$groupidentify', 'session_start', 'session_end')

)

select * from final
