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
{%- set user_columns, traits = {'id': 'id', 'received_at': 'moment'}, [] -%}
{%- for name, kind in columns.items()
    if name not in ('id', 'user_id', 'anonymous_id', 'timestamp as happened_at', 'received_at') -%}
    {%- do user_columns.update({name: kind}) -%}
    {%- do traits.append(name) -%}
{%- endfor -%}
{%- set further = lead_scoring.further_columns([
    {'connector': 'segment', 'table': 'identifies', 'columns': columns},
    {'connector': 'segment', 'table': 'users', 'columns': user_columns},
]) -%}
{%- for column in further[1] if column.sqls -%}
    {%- do traits.append(column.name) -%}
{%- endfor %}

with

identifies as (

    {{ lead_scoring.loaded_table('segment', 'identifies', columns, further[0], is_needed=true) }}

),

users as (

    {{ lead_scoring.loaded_table('segment', 'users', user_columns, further[1]) }}

),

first_seen as (

    select
        user_id as seen_user_id,
        min(happened_at) as created_at
    from identifies
    group by user_id

),

ranked_users as (

    select
        users.*,
        row_number() over (partition by id order by received_at desc) as user_rank
    from users

),

-- A call tells what it was given; the last one of a user is taken. Where it lacks a trait, the
-- table of users still knows it.
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

known as (

    select
        numbered.user_id,
        {%- for trait in traits %}
        coalesce(numbered.{{ trait }}, ranked_users.{{ trait }}) as {{ trait }},
        {%- endfor %}
        {%- for column in further[0] if column.name not in traits %}
        numbered.{{ column.name }},
        {%- endfor %}
        numbered.place as place
    from numbered
    left join ranked_users
        on numbered.user_id = ranked_users.id
        and ranked_users.user_rank = 1
    where numbered.place = 1

),

final as (

    select
        known.user_id as lead_id,
        first_seen.created_at as created_at,
        known.company_id as account_id,
        {{ lead_scoring.prepared_text('known.email') }} as email,
        coalesce(known.title, known.job_title) as job_title,
        known.department as department,
        known.industry as industry,
        coalesce(known.country, known.address_country) as country,
        {{ lead_scoring.null_column('text') }} as region,
        known.employees as employees,
        known.annual_revenue as annual_revenue,
        known.lead_source as lead_source,
        {{ lead_scoring.null_column('flag') }} as is_unsubscribed,
        {{ lead_scoring.null_column('flag') }} as is_competitor
        {%- for column in further[0] %},
        known.{{ column.name }}
        {%- endfor %}
    from known
    inner join first_seen
        on known.user_id = first_seen.seen_user_id

)

select * from final
