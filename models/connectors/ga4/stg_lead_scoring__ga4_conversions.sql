{{ config(materialized = 'view', enabled = lead_scoring.is_connected('ga4')) }}

with

events as (

    {{ lead_scoring.loaded_table('ga4', 'event', {
        'user_id': 'id',
        'user_pseudo_id': 'id',
        'event_name': 'text',
        'event_timestamp': 'moment',
        'ecommerce.transaction_id as transaction_id': 'text',
        'ecommerce.purchase_revenue as purchase_revenue': 'number',
        'event_params{transaction_id} as sent_transaction_id': 'text',
        'event_params{value} as event_value': 'number',
    }) }}

),

purchases as (

    select
        coalesce(user_id, user_pseudo_id) as lead_id,
        event_timestamp,
        coalesce(transaction_id, sent_transaction_id) as transaction_id,
        coalesce(purchase_revenue, event_value) as value
    from events
    where event_name = 'purchase'

),

-- A page of thanks that is opened again sends its purchase again.
numbered as (

    select
        purchases.*,
        row_number() over (
            partition by lead_id, transaction_id
            order by event_timestamp
        ) as place
    from purchases

),

final as (

    select
        lead_id,
        event_timestamp as converted_at,
        value
    from numbered
    where place = 1
        or transaction_id is null

)

select * from final
