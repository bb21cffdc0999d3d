{{ config(materialized = 'view', enabled = lead_scoring.is_connected('stripe')) }}

{%- set columns = {
    'id': 'needed id',
    'created': 'needed moment',
    'email': 'text',
    'address_country': 'text',
    'is_deleted': 'flag',
    'livemode': 'flag',
} -%}
{%- set further = lead_scoring.further_columns([
    {'connector': 'stripe', 'table': 'customer', 'columns': columns},
])[0] -%}
{%- set has_versions = lead_scoring.has_versions('stripe', 'customer') %}

with

customers as (

    {{ lead_scoring.loaded_table(
        'stripe', 'customer', columns, further, is_needed=true, with_versions=has_versions
    ) }}

),

final as (

    select
        customers.id as lead_id,
        customers.created as created_at,
        {{ lead_scoring.null_column('text') }} as account_id,
        {{ lead_scoring.prepared_text('customers.email') }} as email,
        {{ lead_scoring.null_column('text') }} as job_title,
        {{ lead_scoring.null_column('text') }} as department,
        {{ lead_scoring.null_column('text') }} as industry,
        customers.address_country as country,
        {{ lead_scoring.null_column('text') }} as region,
        {{ lead_scoring.null_column('number') }} as employees,
        {{ lead_scoring.null_column('number') }} as annual_revenue,
        {{ lead_scoring.null_column('text') }} as lead_source,
        {{ lead_scoring.null_column('flag') }} as is_unsubscribed,
        {{ lead_scoring.null_column('flag') }} as is_competitor
        {%- if has_versions %},
        customers.valid_from as valid_from,
        customers.valid_to as valid_to
        {%- endif %}
        {%- for column in further %},
        customers.{{ column.name }}
        {%- endfor %}
    from customers
    where not coalesce(customers.is_deleted, false)
        and coalesce(customers.livemode, true)

)

select * from final
