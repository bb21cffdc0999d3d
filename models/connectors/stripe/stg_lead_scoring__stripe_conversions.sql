{{ config(materialized = 'view', enabled = lead_scoring.is_connected('stripe')) }}

with

charges as (

    {{ lead_scoring.loaded_table('stripe', 'charge', {
        'id': 'id',
        'customer_id': 'id',
        'created': 'moment',
        'amount': 'number',
        'currency': 'text',
        'status': 'text',
        'livemode': 'flag',
    }) }}

),

numbered as (

    select
        charges.*,
        row_number() over (partition by customer_id order by created, id) as place
    from charges
    where status = 'succeeded'
        and amount > 0
        and customer_id is not null
        and coalesce(livemode, true)

),

-- Who pays every month converted once.
final as (

    select
        customer_id as lead_id,
        created as converted_at,
        {{ lead_scoring.amount_of_payment('amount', 'currency') }} as value
    from numbered
    where place = 1

)

select * from final
