{{ config(materialized = 'view', enabled = lead_scoring.is_connected('product')) }}

with

events as (

    {{ lead_scoring.loaded_table('product', 'events', {
        'event_id': 'id',
        'lead_id': 'needed id',
        'event_type': 'needed text',
        'occurred_at': 'needed moment',
        'loaded_at': 'moment',
        'page_path': 'text',
        'asset': 'text',
        'campaign': 'text',
        'value': 'number',
    }) }}

),

final as (

    select
        event_id,
        lead_id,
        event_type,
        occurred_at,
        loaded_at,
        page_path,
        asset,
        campaign,
        value,
        {{ lead_scoring.null_column('moment') }} as synced_at
    from events

)

select * from final
