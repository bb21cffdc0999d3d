{{ config(materialized = 'view', enabled = lead_scoring.is_connected('amplitude')) }}

{%- set columns = {
    'uuid': 'id',
    'user_id': 'needed id',
    'event_time': 'needed moment',
    'country': 'text',
    'user_properties.email as email': 'text',
    'user_properties.job_title as job_title': 'text',
    'user_properties.title as title': 'text',
    'user_properties.department as department': 'text',
    'user_properties.industry as industry': 'text',
    'user_properties.employees as employees': 'number',
    'user_properties.annual_revenue as annual_revenue': 'number',
    'user_properties.company_id as company_id': 'id',
    'user_properties.initial_utm_source as initial_utm_source': 'text',
    'user_properties.initial_referring_domain as initial_referring_domain': 'text',
} -%}
{%- set properties = lead_scoring.named_properties('amplitude') -%}
{%- for name in properties -%}
    {%- do columns.update({'user_properties.' ~ name ~ ' as ' ~ name: 'text'}) -%}
{%- endfor %}

with

events as (

    {{ lead_scoring.loaded_table('amplitude', 'event', columns, is_needed=true) }}

),

first_seen as (

    select
        user_id as seen_user_id,
        min(event_time) as created_at
    from events
    group by user_id

),

-- Each event says what was known of its user then; the last one is taken.
numbered as (

    select
        events.*,
        row_number() over (
            partition by user_id
            order by event_time desc, uuid desc
        ) as place
    from events
    where user_id is not null

),

final as (

    select
        numbered.user_id as lead_id,
        first_seen.created_at as created_at,
        numbered.company_id as account_id,
        {{ lead_scoring.prepared_text('numbered.email') }} as email,
        coalesce(numbered.job_title, numbered.title) as job_title,
        numbered.department as department,
        numbered.industry as industry,
        numbered.country as country,
        {{ lead_scoring.null_column('text') }} as region,
        numbered.employees as employees,
        numbered.annual_revenue as annual_revenue,
        coalesce(numbered.initial_utm_source, numbered.initial_referring_domain) as lead_source,
        {{ lead_scoring.null_column('flag') }} as is_unsubscribed,
        {{ lead_scoring.null_column('flag') }} as is_competitor
        {%- for name in properties %},
        numbered.{{ name }}
        {%- endfor %}
    from numbered
    inner join first_seen
        on numbered.user_id = first_seen.seen_user_id
    where numbered.place = 1

)

select * from final
