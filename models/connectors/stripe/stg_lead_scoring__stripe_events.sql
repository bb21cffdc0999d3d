{{ config(materialized = 'view', enabled = lead_scoring.is_connected('stripe')) }}

with

charges as (

    {{ lead_scoring.loaded_table('stripe', 'charge', {
        'id': 'id',
        'customer_id': 'id',
        'created': 'moment',
        'amount': 'number',
        'currency': 'text',
        'description': 'text',
        'status': 'text',
        'livemode': 'flag',
        '_fivetran_synced': 'moment',
    }) }}

),

subscriptions as (

    {{ lead_scoring.loaded_table('stripe', 'subscription_history', {
        'id': 'id',
        'customer_id': 'id',
        'created': 'moment',
        'trial_start': 'moment',
        'canceled_at': 'moment',
        'livemode': 'flag',
        '_fivetran_synced': 'moment',
    }) }}

),

changes as (
    {% for event_type, column in {
        'subscription_started': 'created',
        'trial_started': 'trial_start',
        'subscription_canceled': 'canceled_at',
    }.items() %}
    select
        '{{ event_type }}:' || id as event_id,
        customer_id,
        '{{ event_type }}' as event_type,
        {{ column }} as occurred_at,
        _fivetran_synced
    from subscriptions
    where {{ column }} is not null
        and coalesce(livemode, true)
    {{- '\n    union all' if not loop.last }}
    {%- endfor %}

),

final as (

    select
        id as event_id,
        customer_id as lead_id,
        case status when 'failed' then 'payment_failed' else 'payment' end as event_type,
        created as occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        description as asset,
        {{ lead_scoring.null_column('text') }} as campaign,
        {{ lead_scoring.amount_of_payment('amount', 'currency') }} as value,
        _fivetran_synced as synced_at
    from charges
    where status in ('succeeded', 'failed')
        and coalesce(livemode, true)
    union all
    select
        event_id,
        customer_id as lead_id,
        event_type,
        occurred_at,
        {{ lead_scoring.null_column('moment') }} as loaded_at,
        {{ lead_scoring.null_column('text') }} as page_path,
        {{ lead_scoring.null_column('text') }} as asset,
        {{ lead_scoring.null_column('text') }} as campaign,
        {{ lead_scoring.null_column('number') }} as value,
        _fivetran_synced as synced_at
    from changes

)

select * from final
