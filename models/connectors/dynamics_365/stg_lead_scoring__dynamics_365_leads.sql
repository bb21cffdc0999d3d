{{ config(materialized = 'view', enabled = lead_scoring.is_connected('dynamics_365')) }}

{%- set lead_columns = {
    'id': 'needed id',
    'created_on': 'needed moment',
    'parent_account_id': 'id',
    'email_address_1': 'text',
    'job_title': 'text',
    'industry_code': 'text',
    'address_1_country': 'text',
    'number_of_employees': 'number',
    'revenue': 'number',
    'lead_source_code': 'text',
    'do_not_email': 'flag',
    'do_not_bulk_email': 'flag',
    'state_code': 'text',
} -%}
{%- set contact_columns = {
    'id': 'needed id',
    'created_on': 'needed moment',
    'parent_customer_id': 'id',
    'email_address_1': 'text',
    'job_title': 'text',
    'department': 'text',
    'address_1_country': 'text',
    'lead_source_code': 'text',
    'do_not_email': 'flag',
    'do_not_bulk_email': 'flag',
    'state_code': 'text',
} -%}
{%- set further = lead_scoring.further_columns([
    {'connector': 'dynamics_365', 'table': 'lead', 'columns': lead_columns},
    {'connector': 'dynamics_365', 'table': 'contact', 'columns': contact_columns},
]) -%}
{%- set lead_versions = lead_scoring.has_versions('dynamics_365', 'lead') -%}
{%- set contact_versions = lead_scoring.has_versions('dynamics_365', 'contact') -%}
{%- set with_versions = lead_versions or contact_versions %}

with

leads as (

    {{ lead_scoring.loaded_table(
        'dynamics_365', 'lead', lead_columns, further[0], is_needed=true,
        with_versions=with_versions
    ) }}

),

contacts as (

    {{ lead_scoring.loaded_table(
        'dynamics_365', 'contact', contact_columns, further[1], with_versions=with_versions
    ) }}

),

accounts as (

    {{ lead_scoring.loaded_table('dynamics_365', 'account', {
        'id': 'id',
        'industry_code': 'text',
        'address_1_country': 'text',
        'number_of_employees': 'number',
        'revenue': 'number',
    }) }}

),

listed_labels as (

    {{ lead_scoring.loaded_table('dynamics_365', 'string_map', {
        'object_type_code': 'text',
        'attribute_name': 'text',
        'attribute_value': 'text',
        'value': 'text',
        'lang_id': 'text',
    }) }}

),

-- A choice is stored as a number. Of labels in several languages it is the English one.
ranked_labels as (

    select
        lower(object_type_code) as object_type,
        {{ lead_scoring.bare_name_of('attribute_name') }} as attribute,
        attribute_value as code,
        value as label,
        row_number() over (
            partition by
                lower(object_type_code),
                {{ lead_scoring.bare_name_of('attribute_name') }},
                attribute_value
            order by case when lang_id = '1033' then 0 else 1 end, lang_id, value
        ) as place
    from listed_labels
    where value is not null

),

labels as (

    select * from ranked_labels
    where place = 1

),

people as (

    select
        leads.id as id,
        leads.created_on as created_on,
        leads.parent_account_id as account_id,
        leads.email_address_1 as email,
        leads.job_title as job_title,
        {{ lead_scoring.null_column('text') }} as department,
        'lead' as industry_of,
        leads.industry_code as industry_code,
        leads.address_1_country as country,
        leads.number_of_employees as employees,
        leads.revenue as annual_revenue,
        leads.lead_source_code as lead_source_code,
        leads.do_not_email as do_not_email,
        leads.do_not_bulk_email as do_not_bulk_email,
        'lead' as record_type,
        leads.state_code as state_code
        {%- if with_versions %},
        leads.valid_from as valid_from,
        leads.valid_to as valid_to
        {%- endif %}
        {%- for column in further[0] %},
        leads.{{ column.name }}
        {%- endfor %}
    from leads
    union all
    select
        contacts.id as id,
        contacts.created_on as created_on,
        contacts.parent_customer_id as account_id,
        contacts.email_address_1 as email,
        contacts.job_title as job_title,
        contacts.department as department,
        'account' as industry_of,
        accounts.industry_code as industry_code,
        coalesce(contacts.address_1_country, accounts.address_1_country) as country,
        accounts.number_of_employees as employees,
        accounts.revenue as annual_revenue,
        contacts.lead_source_code as lead_source_code,
        contacts.do_not_email as do_not_email,
        contacts.do_not_bulk_email as do_not_bulk_email,
        'contact' as record_type,
        contacts.state_code as state_code
        {%- if with_versions %},
        contacts.valid_from as valid_from,
        contacts.valid_to as valid_to
        {%- endif %}
        {%- for column in further[1] %},
        contacts.{{ column.name }}
        {%- endfor %}
    from contacts
    left join accounts
        on contacts.parent_customer_id = accounts.id
    -- Deactivated: among others the record that was merged into another one.
    where coalesce(contacts.state_code, '0') <> '1'

),

final as (

    select
        people.id as lead_id,
        people.created_on as created_at,
        people.account_id as account_id,
        {{ lead_scoring.prepared_text('people.email') }} as email,
        people.job_title as job_title,
        people.department as department,
        coalesce(industries.label, people.industry_code) as industry,
        people.country as country,
        {{ lead_scoring.null_column('text') }} as region,
        people.employees as employees,
        people.annual_revenue as annual_revenue,
        coalesce(sources.label, people.lead_source_code) as lead_source,
        case
            when people.do_not_email or people.do_not_bulk_email then true
            when people.do_not_email is not null or people.do_not_bulk_email is not null then false
        end as is_unsubscribed,
        {{ lead_scoring.null_column('flag') }} as is_competitor,
        people.record_type as record_type,
        people.state_code as state_code
        {%- if with_versions %},
        people.valid_from as valid_from,
        people.valid_to as valid_to
        {%- endif %}
        {%- for column in further[0] %},
        people.{{ column.name }}
        {%- endfor %}
    from people
    left join labels as industries
        on people.industry_of = industries.object_type
        and people.industry_code = industries.code
        and industries.attribute = 'industrycode'
    left join labels as sources
        on people.record_type = sources.object_type
        and people.lead_source_code = sources.code
        and sources.attribute = 'leadsourcecode'

)

select * from final
