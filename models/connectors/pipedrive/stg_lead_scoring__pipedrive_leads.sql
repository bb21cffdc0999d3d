{{ config(materialized = 'view', enabled = lead_scoring.is_connected('pipedrive')) }}

{%- set columns = {
    'id': 'needed id',
    'add_time': 'needed moment',
    'org_id': 'id',
    'email_address': 'text',
    'row_id': 'id',
    'job_title': 'text',
    'country': 'text',
    'marketing_status': 'text',
    'active_flag': 'flag',
    'is_deleted': 'flag',
} -%}
{%- set further = lead_scoring.further_columns([
    {'connector': 'pipedrive', 'table': 'person', 'columns': columns},
])[0] -%}
{%- set has_versions = lead_scoring.has_versions('pipedrive', 'person') %}

with

persons as (

    {{ lead_scoring.loaded_table(
        'pipedrive', 'person', columns, further, is_needed=true, with_versions=has_versions
    ) }}

),

listed_emails as (

    {{ lead_scoring.loaded_table('pipedrive', 'person_email', {
        'row_id': 'id', 'value': 'text', 'primary as is_primary': 'flag',
    }) }}

),

-- Some loaders put the list of addresses into a table of its own.
ranked_emails as (

    select
        row_id,
        value,
        row_number() over (
            partition by row_id
            order by case when is_primary then 0 else 1 end, value
        ) as place
    from listed_emails
    where value is not null

),

organizations as (

    {{ lead_scoring.loaded_table('pipedrive', 'organization', {
        'id': 'id',
        'industry': 'text',
        'country': 'text',
        'employee_count': 'number',
        'annual_revenue': 'number',
        'active_flag': 'flag',
        'is_deleted': 'flag',
    }) }}

),

inbox as (

    {{ lead_scoring.loaded_table('pipedrive', 'lead', {
        'id': 'id', 'person_id': 'id', 'add_time': 'moment', 'source_name': 'text',
    }) }}

),

-- Where a person came from is what its first lead says.
first_leads as (

    select
        person_id,
        source_name,
        row_number() over (partition by person_id order by add_time, id) as place
    from inbox
    where person_id is not null

),

final as (

    select
        persons.id as lead_id,
        persons.add_time as created_at,
        persons.org_id as account_id,
        {{ lead_scoring.prepared_text('coalesce(persons.email_address, ranked_emails.value)') }}
            as email,
        persons.job_title as job_title,
        {{ lead_scoring.null_column('text') }} as department,
        organizations.industry as industry,
        coalesce(persons.country, organizations.country) as country,
        {{ lead_scoring.null_column('text') }} as region,
        organizations.employee_count as employees,
        organizations.annual_revenue as annual_revenue,
        first_leads.source_name as lead_source,
        case
            when persons.marketing_status in ('unsubscribed', 'archived') then true
            when persons.marketing_status is not null then false
        end as is_unsubscribed,
        {{ lead_scoring.null_column('flag') }} as is_competitor
        {%- if has_versions %},
        persons.valid_from as valid_from,
        persons.valid_to as valid_to
        {%- endif %}
        {%- for column in further %},
        persons.{{ column.name }}
        {%- endfor %}
    from persons
    left join organizations
        on persons.org_id = organizations.id
        and coalesce(organizations.active_flag, true)
        and not coalesce(organizations.is_deleted, false)
    left join ranked_emails
        on persons.row_id = ranked_emails.row_id
        and ranked_emails.place = 1
    left join first_leads
        on persons.id = first_leads.person_id
        and first_leads.place = 1
    where coalesce(persons.active_flag, true)
        and not coalesce(persons.is_deleted, false)

)

select * from final
