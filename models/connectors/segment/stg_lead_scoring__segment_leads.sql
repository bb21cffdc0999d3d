{{ config(materialized = 'view', enabled = lead_scoring.is_connected('segment')) }}

{%- set columns = {
    'id': 'id',
    'user_id': 'id',
    'anonymous_id': 'id',
    'timestamp as happened_at': 'moment',
    'received_at': 'moment',
    'email': 'text',
    'title': 'text',
    'job_title': 'text',
    'department': 'text',
    'industry': 'text',
    'country': 'text',
    'address_country': 'text',
    'employees': 'number',
    'annual_revenue': 'number',
    'company_id': 'id',
    'lead_source': 'text',
} -%}
{%- set further = lead_scoring.further_columns([
    {'connector': 'segment', 'table': 'identifies', 'columns': columns},
])[0] %}

with

identifies as (

    {{ lead_scoring.loaded_table('segment', 'identifies', columns, further, is_needed=true) }}

),

first_seen as (

    select
        user_id as seen_user_id,
        min(happened_at) as created_at
    from identifies
    group by user_id

),

-- A call tells what it was given; the last one of a user is taken.
numbered as (

    select
        identifies.*,
        row_number() over (
            partition by user_id
            order by received_at desc, happened_at desc, id desc
        ) as place
    from identifies
    where user_id is not null

),

final as (

    select
        numbered.user_id as lead_id,
        first_seen.created_at as created_at,
        numbered.company_id as account_id,
        {{ lead_scoring.prepared_text('numbered.email') }} as email,
        coalesce(numbered.title, numbered.job_title) as job_title,
        numbered.department as department,
        numbered.industry as industry,
        coalesce(numbered.country, numbered.address_country) as country,
        {{ lead_scoring.null_column('text') }} as region,
        numbered.employees as employees,
        numbered.annual_revenue as annual_revenue,
        numbered.lead_source as lead_source,
        {{ lead_scoring.null_column('flag') }} as is_unsubscribed,
        {{ lead_scoring.null_column('flag') }} as is_competitor
        {%- for column in further %},
        numbered.{{ column.name }}
        {%- endfor %}
    from numbered
    inner join first_seen
        on numbered.user_id = first_seen.seen_user_id
    where numbered.place = 1

)

select * from final
