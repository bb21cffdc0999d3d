{{ config(materialized = 'view', enabled = lead_scoring.is_connected('hubspot')) }}

{%- set columns = {
    'id': 'needed id',
    'property_createdate': 'needed moment',
    'property_associatedcompanyid': 'id',
    'property_email': 'text',
    'property_jobtitle': 'text',
    'property_industry': 'text',
    'property_country': 'text',
    'property_numemployees': 'number',
    'property_annualrevenue': 'number',
    'property_hs_analytics_source': 'text',
    'property_hs_email_optout': 'flag',
    'is_deleted': 'flag',
} -%}
{%- set further = lead_scoring.further_columns([
    {'connector': 'hubspot', 'table': 'contact', 'columns': columns},
])[0] %}

with

contacts as (

    {{ lead_scoring.landed('hubspot', 'contact', columns, further, is_needed=true) }}

),

companies as (

    {{ lead_scoring.landed('hubspot', 'company', {
        'id': 'id',
        'property_industry': 'text',
        'property_country': 'text',
        'property_numberofemployees': 'number',
        'property_annualrevenue': 'number',
        'is_deleted': 'flag',
    }) }}

),

kept_companies as (

    select * from companies
    where not coalesce(is_deleted, false)

),

final as (

    select
        contacts.id as lead_id,
        contacts.property_createdate as created_at,
        contacts.property_associatedcompanyid as account_id,
        {{ lead_scoring.prepared_text('contacts.property_email') }} as email,
        contacts.property_jobtitle as job_title,
        {{ lead_scoring.nothing_as('text') }} as department,
        coalesce(contacts.property_industry, kept_companies.property_industry) as industry,
        coalesce(contacts.property_country, kept_companies.property_country) as country,
        {{ lead_scoring.nothing_as('text') }} as region,
        coalesce(contacts.property_numemployees, kept_companies.property_numberofemployees)
            as employees,
        coalesce(contacts.property_annualrevenue, kept_companies.property_annualrevenue)
            as annual_revenue,
        contacts.property_hs_analytics_source as lead_source,
        contacts.property_hs_email_optout as is_unsubscribed,
        {{ lead_scoring.nothing_as('flag') }} as is_competitor
        {%- for column in further %},
        contacts.{{ column.name }}
        {%- endfor %}
    from contacts
    left join kept_companies
        on contacts.property_associatedcompanyid = kept_companies.id
    where not coalesce(contacts.is_deleted, false)

)

select * from final
