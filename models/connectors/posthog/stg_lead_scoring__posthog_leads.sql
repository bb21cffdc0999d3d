{{ config(materialized = 'view', enabled = lead_scoring.is_connected('posthog')) }}

{%- set columns = {
    'distinct_id': 'needed id',
    'person_id': 'needed id',
    'created_at': 'moment',
    'person_version': 'number',
    'is_deleted': 'flag',
    'properties.email as email': 'text',
    'properties.job_title as job_title': 'text',
    'properties.title as title': 'text',
    'properties.department as department': 'text',
    'properties.industry as industry': 'text',
    'properties.country as country': 'text',
    'properties.$geoip_country_name as geoip_country': 'text',
    'properties.$geoip_continent_name as geoip_continent': 'text',
    'properties.employees as employees': 'number',
    'properties.annual_revenue as annual_revenue': 'number',
    'properties.company_id as company_id': 'id',
    'properties.$initial_utm_source as initial_utm_source': 'text',
    'properties.$initial_referring_domain as initial_referring_domain': 'text',
} -%}
{%- set properties = lead_scoring.named_properties('posthog') -%}
{%- for name in properties -%}
    {%- do columns.update({'properties.' ~ name ~ ' as ' ~ name: 'text'}) -%}
{%- endfor %}

with

persons as (

    {{ lead_scoring.loaded_table('posthog', 'persons', columns, is_needed=true) }}

),

calls as (

    {{ lead_scoring.loaded_table('posthog', 'events', {'event': 'text', 'distinct_id': 'id'}) }}

),

-- A person who was never identified is a browser.
identified as (

    select distinct persons.person_id
    from persons
    inner join calls
        on persons.distinct_id = calls.distinct_id
    where calls.event = '$identify'
    union distinct
    select distinct person_id
    from persons
    where email is not null

),

-- A row for each id of a person, all with the same properties; files have former ones too.
numbered as (

    select
        persons.*,
        min(created_at) over (partition by person_id) as first_created_at,
        row_number() over (
            partition by person_id
            order by coalesce(person_version, 0) desc, distinct_id
        ) as place
    from persons

),

final as (

    select
        numbered.person_id as lead_id,
        numbered.first_created_at as created_at,
        numbered.company_id as account_id,
        {{ lead_scoring.prepared_text('numbered.email') }} as email,
        coalesce(numbered.job_title, numbered.title) as job_title,
        numbered.department as department,
        numbered.industry as industry,
        coalesce(numbered.country, numbered.geoip_country) as country,
        numbered.geoip_continent as region,
        numbered.employees as employees,
        numbered.annual_revenue as annual_revenue,
        coalesce(numbered.initial_utm_source, numbered.initial_referring_domain) as lead_source,
        {{ lead_scoring.null_column('flag') }} as is_unsubscribed,
        {{ lead_scoring.null_column('flag') }} as is_competitor
        {%- for name in properties %},
        numbered.{{ name }}
        {%- endfor %}
    from numbered
    inner join identified
        on numbered.person_id = identified.person_id
    where numbered.place = 1
        and not coalesce(numbered.is_deleted, false)

)

select * from final
