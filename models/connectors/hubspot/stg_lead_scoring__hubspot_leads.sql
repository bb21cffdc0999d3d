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
])[0] -%}
{%- set has_versions = lead_scoring.has_versions('hubspot', 'contact') -%}
{%- set past = lead_scoring.columns_with_past('hubspot', 'contact', columns, further) %}

with

contacts as (

    {{ lead_scoring.loaded_table(
        'hubspot', 'contact', columns, further, is_needed=true, with_versions=has_versions
    ) }}

),
{% if past %}
property_history as (

    {{ lead_scoring.loaded_table('hubspot', 'contact_property_history', {
        'contact_id': 'id',
        'name': 'text',
        'value': 'text',
        'timestamp as changed_at': 'moment',
        'object_type_id': 'text',
    }) }}

),

-- 0-1 are contacts, where one table has the history of everything.
changes as (

    select
        contact_id as lead_id,
        {{ lead_scoring.bare_name_of('name') }} as attribute,
        changed_at,
        {{ lead_scoring.null_column('text') }} as old_value,
        value as new_value
    from property_history
    where coalesce(object_type_id, '0-1') = '0-1'

),

{{ lead_scoring.versions_of(
    'contacts', 'changes', past, lead_scoring.columns_without_past(columns, further, past),
    'contact_versions', has_versions
) }},
{% endif %}

companies as (

    {{ lead_scoring.loaded_table('hubspot', 'company', {
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
        {{ lead_scoring.null_column('text') }} as department,
        coalesce(contacts.property_industry, kept_companies.property_industry) as industry,
        coalesce(contacts.property_country, kept_companies.property_country) as country,
        {{ lead_scoring.null_column('text') }} as region,
        coalesce(contacts.property_numemployees, kept_companies.property_numberofemployees)
            as employees,
        coalesce(contacts.property_annualrevenue, kept_companies.property_annualrevenue)
            as annual_revenue,
        contacts.property_hs_analytics_source as lead_source,
        contacts.property_hs_email_optout as is_unsubscribed,
        {{ lead_scoring.null_column('flag') }} as is_competitor
        {%- for name in ('valid_from', 'valid_to') if past or has_versions %},
        contacts.{{ name }}
        {%- endfor %}
        {%- for column in further %},
        contacts.{{ column.name }}
        {%- endfor %}
    from {{ 'contact_versions as contacts' if past else 'contacts' }}
    left join kept_companies
        on contacts.property_associatedcompanyid = kept_companies.id
    where not coalesce(contacts.is_deleted, false)

)

select * from final
