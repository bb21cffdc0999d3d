{{ config(materialized = 'view', enabled = lead_scoring.is_connected('mautic')) }}

{%- set columns = {
    'id': 'id',
    'date_added': 'moment',
    'date_identified': 'moment',
    'email': 'text',
    'position as job_position': 'text',
    'country': 'text',
    'attribution_date': 'moment',
    'is_published': 'flag',
} -%}
{%- set further = lead_scoring.further_columns([
    {'connector': 'mautic', 'table': 'leads', 'columns': columns},
])[0] -%}
{%- set has_versions = lead_scoring.has_versions('mautic', 'leads') %}

with

contacts as (

    {{ lead_scoring.loaded_table(
        'mautic', 'leads', columns, further, is_needed=true, with_versions=has_versions
    ) }}

),

companies as (

    {{ lead_scoring.loaded_table('mautic', 'companies', {
        'id': 'id',
        'companyindustry': 'text',
        'companycountry': 'text',
        'companynumber_of_employees': 'number',
        'companyannual_revenue': 'number',
    }) }}

),

company_contacts as (

    {{ lead_scoring.loaded_table('mautic', 'companies_leads', {
        'company_id': 'id', 'lead_id': 'id', 'is_primary': 'flag',
    }) }}

),

refusals as (

    {{ lead_scoring.loaded_table('mautic', 'lead_donotcontact', {
        'lead_id': 'id', 'channel': 'text',
    }) }}

),

unreachable as (

    select distinct lead_id
    from refusals
    where channel = 'email'

),

primary_companies as (

    select
        lead_id,
        min(company_id) as company_id
    from company_contacts
    where is_primary
    group by lead_id

),

-- A contact that is not identified is an anonymous visitor.
final as (

    select
        contacts.id as lead_id,
        coalesce(contacts.date_added, contacts.date_identified) as created_at,
        primary_companies.company_id as account_id,
        {{ lead_scoring.prepared_text('contacts.email') }} as email,
        contacts.job_position as job_title,
        {{ lead_scoring.null_column('text') }} as department,
        companies.companyindustry as industry,
        coalesce(contacts.country, companies.companycountry) as country,
        {{ lead_scoring.null_column('text') }} as region,
        companies.companynumber_of_employees as employees,
        companies.companyannual_revenue as annual_revenue,
        {{ lead_scoring.null_column('text') }} as lead_source,
        unreachable.lead_id is not null as is_unsubscribed,
        {{ lead_scoring.null_column('flag') }} as is_competitor
        {%- if has_versions %},
        contacts.valid_from as valid_from,
        contacts.valid_to as valid_to
        {%- endif %}
        {%- for column in further %},
        contacts.{{ column.name }}
        {%- endfor %}
    from contacts
    left join primary_companies
        on contacts.id = primary_companies.lead_id
    left join companies
        on primary_companies.company_id = companies.id
    left join unreachable
        on contacts.id = unreachable.lead_id
    where contacts.date_identified is not null

)

select * from final
