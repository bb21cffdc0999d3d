{{ config(materialized = 'view', enabled = lead_scoring.is_connected('posthog')) }}

with

events as (

    {{ lead_scoring.loaded_table('posthog', 'events', {
        'uuid': 'id',
        'distinct_id': 'id',
        'event': 'text',
        'timestamp as happened_at': 'moment',
        'created_at': 'moment',
        'bq_ingested_timestamp': 'moment',
        'properties.$pathname as pathname': 'text',
        'properties.$current_url as current_url': 'text',
        'properties.title as title': 'text',
        'properties.utm_campaign as utm_campaign': 'text',
    }) }}

),

final as (

    select
        uuid as event_id,
        distinct_id as lead_id,
        case event
            when '$pageview' then 'page_view'
            when '$screen' then 'screen_view'
            else event
        end as event_type,
        happened_at as occurred_at,
        created_at as loaded_at,
        coalesce(pathname, {{ lead_scoring.url_path('current_url') }}) as page_path,
        title as asset,
        utm_campaign as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        bq_ingested_timestamp as synced_at
    from events
    -- What the library says of itself is nothing that a person did.
    where event not in (
        '$$heatmap', '$create_alias', '$feature_flag_called', '$groupidentify', '$identify',
        '$merge_dangerously', '$pageleave', '$set', '$web_vitals'
    )

)

select * from final
