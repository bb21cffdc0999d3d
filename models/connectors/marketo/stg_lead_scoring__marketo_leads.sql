{{ config(materialized = 'view', enabled = lead_scoring.is_connected('marketo')) }}

{%- set columns = {
    'id': 'needed id',
    'created_at': 'needed moment',
    'email': 'text',
    'title': 'text',
    'department': 'text',
    'industry': 'text',
    'country': 'text',
    'number_of_employees': 'number',
    'annual_revenue': 'number',
    'lead_source': 'text',
    'unsubscribed': 'flag',
    'company': 'text',
} -%}
{%- set further = lead_scoring.further_columns([
    {'connector': 'marketo', 'table': 'lead', 'columns': columns},
])[0] %}

with

leads as (

    {{ lead_scoring.landed('marketo', 'lead', columns, further, is_needed=true) }}

),

deletions as (

    {{ lead_scoring.landed('marketo', 'activity_delete_lead', {'lead_id': 'id'}) }}

),

final as (

    select
        id as lead_id,
        created_at,
        {{ lead_scoring.nothing_as('text') }} as account_id,
        {{ lead_scoring.prepared_text('email') }} as email,
        title as job_title,
        department,
        industry,
        country,
        {{ lead_scoring.nothing_as('text') }} as region,
        number_of_employees as employees,
        annual_revenue,
        lead_source,
        unsubscribed as is_unsubscribed,
        {{ lead_scoring.nothing_as('flag') }} as is_competitor,
        company
        {%- for column in further %},
        {{ column.name }}
        {%- endfor %}
    from leads
    where id not in (select lead_id from deletions where lead_id is not null)

)

select * from final
