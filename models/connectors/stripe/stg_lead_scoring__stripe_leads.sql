{{ config(materialized = 'view', enabled = lead_scoring.is_connected('stripe')) }}

{%- set columns = {
    'id': 'needed id',
    'created': 'needed moment',
    'email': 'needed text',
    'address_country': 'text',
    'is_deleted': 'flag',
    'livemode': 'flag',
} -%}
{%- set further = lead_scoring.further_columns([
    {'connector': 'stripe', 'table': 'customer', 'columns': columns},
])[0] %}

with

customers as (

    {{ lead_scoring.landed('stripe', 'customer', columns, further, is_needed=true) }}

),

final as (

    select
        customers.id as lead_id,
        customers.created as created_at,
        {{ lead_scoring.nothing_as('text') }} as account_id,
        {{ lead_scoring.prepared_text('customers.email') }} as email,
        {{ lead_scoring.nothing_as('text') }} as job_title,
        {{ lead_scoring.nothing_as('text') }} as department,
        {{ lead_scoring.nothing_as('text') }} as industry,
        customers.address_country as country,
        {{ lead_scoring.nothing_as('text') }} as region,
        {{ lead_scoring.nothing_as('number') }} as employees,
        {{ lead_scoring.nothing_as('number') }} as annual_revenue,
        {{ lead_scoring.nothing_as('text') }} as lead_source,
        {{ lead_scoring.nothing_as('flag') }} as is_unsubscribed,
        {{ lead_scoring.nothing_as('flag') }} as is_competitor
        {%- for column in further %},
        customers.{{ column.name }}
        {%- endfor %}
    from customers
    where not coalesce(customers.is_deleted, false)
        and coalesce(customers.livemode, true)

)

select * from final
