{{ config(materialized = 'view', enabled = lead_scoring.is_connected('ga4')) }}

{%- set columns = {
    'user_id': 'needed id',
    'event_timestamp': 'needed moment',
    'geo.country as country': 'text',
    'geo.continent as continent': 'text',
    'traffic_source.source as first_source': 'text',
} -%}
{%- set properties = lead_scoring.named_properties('ga4') -%}
{%- for name in properties -%}
    {%- do columns.update({'user_properties{' ~ name ~ '} as ' ~ name: 'text'}) -%}
{%- endfor %}

with

events as (

    {{ lead_scoring.loaded_table('ga4', 'event', columns, is_needed=true) }}

),

first_seen as (

    select
        user_id as seen_user_id,
        min(event_timestamp) as created_at
    from events
    group by user_id

),

-- Each event says what was known then; the last one of a user is taken.
numbered as (

    select
        events.*,
        row_number() over (
            partition by user_id
            order by event_timestamp desc, country desc, first_source desc
        ) as place
    from events
    where user_id is not null

),

final as (

    select
        numbered.user_id as lead_id,
        first_seen.created_at as created_at,
        {{ lead_scoring.null_column('text') }} as account_id,
        {{ lead_scoring.null_column('text') }} as email,
        {{ lead_scoring.null_column('text') }} as job_title,
        {{ lead_scoring.null_column('text') }} as department,
        {{ lead_scoring.null_column('text') }} as industry,
        numbered.country as country,
        numbered.continent as region,
        {{ lead_scoring.null_column('number') }} as employees,
        {{ lead_scoring.null_column('number') }} as annual_revenue,
        numbered.first_source as lead_source,
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
