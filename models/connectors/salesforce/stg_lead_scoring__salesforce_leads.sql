{{ config(materialized = 'view', enabled = lead_scoring.is_connected('salesforce')) }}

{%- set lead_columns = {
    'id': 'needed id',
    'created_date': 'needed moment',
    'email': 'text',
    'title': 'text',
    'industry': 'text',
    'country': 'text',
    'number_of_employees': 'number',
    'annual_revenue': 'number',
    'lead_source': 'text',
    'has_opted_out_of_email': 'flag',
    'is_deleted': 'flag',
} -%}
{%- set contact_columns = {
    'id': 'needed id',
    'created_date': 'needed moment',
    'account_id': 'id',
    'email': 'text',
    'title': 'text',
    'department': 'text',
    'mailing_country': 'text',
    'lead_source': 'text',
    'has_opted_out_of_email': 'flag',
    'is_deleted': 'flag',
} -%}
{%- set further = lead_scoring.further_columns([
    {'connector': 'salesforce', 'table': 'lead', 'columns': lead_columns},
    {'connector': 'salesforce', 'table': 'contact', 'columns': contact_columns},
]) %}

with

leads as (

    {{ lead_scoring.landed('salesforce', 'lead', lead_columns, further[0], is_needed=true) }}

),

contacts as (

    {{ lead_scoring.landed('salesforce', 'contact', contact_columns, further[1]) }}

),

accounts as (

    {{ lead_scoring.landed('salesforce', 'account', {
        'id': 'id',
        'industry': 'text',
        'billing_country': 'text',
        'number_of_employees': 'number',
        'annual_revenue': 'number',
        'is_deleted': 'flag',
    }) }}

),

kept_accounts as (

    select * from accounts
    where not coalesce(is_deleted, false)

),

people as (

    select
        leads.id,
        leads.created_date,
        {{ lead_scoring.nothing_as('text') }} as account_id,
        leads.email,
        leads.title,
        {{ lead_scoring.nothing_as('text') }} as department,
        leads.industry,
        leads.country,
        leads.number_of_employees,
        leads.annual_revenue,
        leads.lead_source,
        leads.has_opted_out_of_email,
        'lead' as record_type
        {%- for column in further[0] %},
        leads.{{ column.name }}
        {%- endfor %}
    from leads
    where not coalesce(leads.is_deleted, false)
    union all
    select
        contacts.id as id,
        contacts.created_date as created_date,
        contacts.account_id as account_id,
        contacts.email as email,
        contacts.title as title,
        contacts.department as department,
        kept_accounts.industry as industry,
        coalesce(contacts.mailing_country, kept_accounts.billing_country) as country,
        kept_accounts.number_of_employees as number_of_employees,
        kept_accounts.annual_revenue as annual_revenue,
        contacts.lead_source as lead_source,
        contacts.has_opted_out_of_email as has_opted_out_of_email,
        'contact' as record_type
        {%- for column in further[1] %},
        contacts.{{ column.name }}
        {%- endfor %}
    from contacts
    left join kept_accounts
        on contacts.account_id = kept_accounts.id
    where not coalesce(contacts.is_deleted, false)

),

final as (

    select
        id as lead_id,
        created_date as created_at,
        account_id,
        {{ lead_scoring.prepared_text('email') }} as email,
        title as job_title,
        department,
        industry,
        country,
        {{ lead_scoring.nothing_as('text') }} as region,
        number_of_employees as employees,
        annual_revenue,
        lead_source,
        has_opted_out_of_email as is_unsubscribed,
        {{ lead_scoring.nothing_as('flag') }} as is_competitor,
        record_type
        {%- for column in further[0] %},
        {{ column.name }}
        {%- endfor %}
    from people

)

select * from final
