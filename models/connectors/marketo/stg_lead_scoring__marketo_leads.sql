{{ config(materialized = 'view', enabled = lead_scoring.is_connected('marketo')) }}

{%- set columns = {
    'id': 'needed id',
    'created_at': 'needed moment',
    'email': 'text',
    'title': 'text',
    'department': 'text',
    'industry': 'text',
    'country': 'text',
    'number_of_employees': 'number',
    'annual_revenue': 'number',
    'lead_source': 'text',
    'unsubscribed': 'flag',
    'company': 'text',
} -%}
{%- set further = lead_scoring.further_columns([
    {'connector': 'marketo', 'table': 'lead', 'columns': columns},
])[0] -%}
{%- set has_versions = lead_scoring.has_versions('marketo', 'lead') -%}
{%- set past = lead_scoring.columns_with_past('marketo', 'lead', columns, further) %}

with

leads as (

    {{ lead_scoring.loaded_table(
        'marketo', 'lead', columns, further, is_needed=true, with_versions=has_versions
    ) }}

),
{% if past %}
value_changes as (

    {{ lead_scoring.loaded_table('marketo', 'activity_change_data_value', {
        'lead_id': 'id',
        'activity_date': 'moment',
        'primary_attribute_value': 'text',
        'old_value': 'text',
        'new_value': 'text',
    }) }}

),

fields as (

    {{ lead_scoring.loaded_table('marketo', 'lead_describe', {
        'display_name': 'text', 'rest_name': 'text',
    }) }}

),

-- Changes have a field's label; its name is that of the column.
names_of_fields as (

    select
        display_name,
        min(rest_name) as rest_name
    from fields
    group by display_name

),

changes as (

    select
        value_changes.lead_id as lead_id,
        case {{ lead_scoring.bare_name_of(
            'coalesce(names_of_fields.rest_name, value_changes.primary_attribute_value)'
        ) }}
            when 'jobtitle' then 'title'
            when 'companyname' then 'company'
            else {{ lead_scoring.bare_name_of(
                'coalesce(names_of_fields.rest_name, value_changes.primary_attribute_value)'
            ) }}
        end as attribute,
        value_changes.activity_date as changed_at,
        value_changes.old_value as old_value,
        value_changes.new_value as new_value
    from value_changes
    left join names_of_fields
        on value_changes.primary_attribute_value = names_of_fields.display_name

),

{{ lead_scoring.versions_of(
    'leads', 'changes', past, lead_scoring.columns_without_past(columns, further, past),
    'lead_versions', has_versions
) }},
{% endif %}

deletions as (

    {{ lead_scoring.loaded_table('marketo', 'activity_delete_lead', {'lead_id': 'id'}) }}

),

final as (

    select
        id as lead_id,
        created_at,
        {{ lead_scoring.null_column('text') }} as account_id,
        {{ lead_scoring.prepared_text('email') }} as email,
        title as job_title,
        department,
        industry,
        country,
        {{ lead_scoring.null_column('text') }} as region,
        number_of_employees as employees,
        annual_revenue,
        lead_source,
        unsubscribed as is_unsubscribed,
        {{ lead_scoring.null_column('flag') }} as is_competitor,
        company
        {%- for name in ('valid_from', 'valid_to') if past or has_versions %},
        {{ name }}
        {%- endfor %}
        {%- for column in further %},
        {{ column.name }}
        {%- endfor %}
    from {{ 'lead_versions' if past else 'leads' }}
    where id not in (select lead_id from deletions where lead_id is not null)

)

select * from final
