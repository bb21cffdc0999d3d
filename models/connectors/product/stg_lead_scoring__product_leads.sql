{{ config(materialized = 'view', enabled = lead_scoring.is_connected('product')) }}

{%- set columns = {
    'lead_id': 'needed id',
    'created_at': 'needed moment',
    'account_id': 'id',
    'email': 'text',
    'job_title': 'text',
    'department': 'text',
    'industry': 'text',
    'country': 'text',
    'region': 'text',
    'employees': 'number',
    'annual_revenue': 'number',
    'lead_source': 'text',
    'is_unsubscribed': 'flag',
    'is_competitor': 'flag',
} -%}
{%- set further = lead_scoring.further_columns([
    {'connector': 'product', 'table': 'leads', 'columns': columns},
])[0] %}

with

leads as (

    {{ lead_scoring.loaded_table('product', 'leads', columns, further, is_needed=true) }}

),

final as (

    select
        leads.lead_id as lead_id,
        leads.created_at as created_at,
        leads.account_id as account_id,
        {{ lead_scoring.prepared_text('leads.email') }} as email
        {%- for name in lead_scoring.lead_attributes()[4:] %},
        leads.{{ name }} as {{ name }}
        {%- endfor %}
        {%- for column in further %},
        leads.{{ column.name }}
        {%- endfor %}
    from leads

)

select * from final
