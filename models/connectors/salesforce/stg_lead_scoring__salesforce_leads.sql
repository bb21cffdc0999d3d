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
]) -%}
{%- set tables, pasts = {
    'lead': {'people': 'leads', 'columns': lead_columns, 'further': further[0]},
    'contact': {'people': 'contacts', 'columns': contact_columns, 'further': further[1]},
}, [] -%}
{%- for name, table in tables.items() -%}
    {%- do table.update({'has_versions': lead_scoring.has_versions('salesforce', name)}) -%}
    {%- do table.update({'past': lead_scoring.columns_with_past(
        'salesforce', name, table.columns, table.further
    )}) -%}
    {%- do pasts.append(name) if table.past or table.has_versions -%}
{%- endfor %}

with

{% for name, table in tables.items() -%}
{{ table.people }} as (

    {{ lead_scoring.loaded_table(
        'salesforce', name, table.columns, table.further, is_needed=name == 'lead',
        with_versions=table.has_versions
    ) }}

),
{% if table.past %}
{{ name }}_history as (

    {{ lead_scoring.loaded_table('salesforce', name ~ '_history', {
        name ~ '_id as lead_id': 'id',
        'field': 'text',
        'old_value': 'text',
        'new_value': 'text',
        'created_date as changed_at': 'moment',
    }) }}

),

{{ name }}_changes as (

    select
        lead_id,
        {{ lead_scoring.bare_name_of('field') }} as attribute,
        changed_at,
        old_value,
        new_value
    from {{ name }}_history

),

{{ lead_scoring.versions_of(
    table.people, name ~ '_changes', table.past,
    lead_scoring.columns_without_past(table.columns, table.further, table.past),
    name ~ '_versions', table.has_versions
) }},
{% endif %}
{% endfor -%}

accounts as (

    {{ lead_scoring.loaded_table('salesforce', 'account', {
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
        {{ lead_scoring.null_column('text') }} as account_id,
        leads.email,
        leads.title,
        {{ lead_scoring.null_column('text') }} as department,
        leads.industry,
        leads.country,
        leads.number_of_employees,
        leads.annual_revenue,
        leads.lead_source,
        leads.has_opted_out_of_email,
        'lead' as record_type
        {%- for name in ('valid_from', 'valid_to') if pasts %},
        {{ 'leads.' ~ name if 'lead' in pasts
            else lead_scoring.null_column('moment') }} as {{ name }}
        {%- endfor %}
        {%- for column in further[0] %},
        leads.{{ column.name }}
        {%- endfor %}
    from {{ 'lead_versions as leads' if tables.lead.past else 'leads' }}
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
        {%- for name in ('valid_from', 'valid_to') if pasts %},
        {{ 'contacts.' ~ name if 'contact' in pasts
            else lead_scoring.null_column('moment') }} as {{ name }}
        {%- endfor %}
        {%- for column in further[1] %},
        contacts.{{ column.name }}
        {%- endfor %}
    from {{ 'contact_versions as contacts' if tables.contact.past else 'contacts' }}
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
        {{ lead_scoring.null_column('text') }} as region,
        number_of_employees as employees,
        annual_revenue,
        lead_source,
        has_opted_out_of_email as is_unsubscribed,
        {{ lead_scoring.null_column('flag') }} as is_competitor,
        record_type
        {%- for name in ('valid_from', 'valid_to') if pasts %},
        {{ name }}
        {%- endfor %}
        {%- for column in further[0] %},
        {{ column.name }}
        {%- endfor %}
    from people

)

select * from final
