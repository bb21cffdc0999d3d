{{ config(materialized = 'view', enabled = lead_scoring.is_connected('segment')) }}

with

tracks as (

    {{ lead_scoring.loaded_table('segment', 'tracks', {
        'id': 'id',
        'user_id': 'id',
        'anonymous_id': 'id',
        'event': 'text',
        'timestamp as happened_at': 'moment',
        'received_at': 'moment',
        'context_page_path': 'text',
        'context_page_title': 'text',
        'context_campaign_name': 'text',
    }) }}

),

pages as (

    {{ lead_scoring.loaded_table('segment', 'pages', {
        'id': 'id',
        'user_id': 'id',
        'anonymous_id': 'id',
        'timestamp as happened_at': 'moment',
        'received_at': 'moment',
        'path': 'text',
        'title': 'text',
        'context_campaign_name': 'text',
    }) }}

),

final as (

    select
        id as event_id,
        coalesce(user_id, anonymous_id) as lead_id,
        event as event_type,
        coalesce(happened_at, received_at) as occurred_at,
        received_at as loaded_at,
        context_page_path as page_path,
        context_page_title as asset,
        context_campaign_name as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        received_at as synced_at
    from tracks
    union all
    select
        id as event_id,
        coalesce(user_id, anonymous_id) as lead_id,
        'page_view' as event_type,
        coalesce(happened_at, received_at) as occurred_at,
        received_at as loaded_at,
        path as page_path,
        title as asset,
        context_campaign_name as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        received_at as synced_at
    from pages

)

select * from final
