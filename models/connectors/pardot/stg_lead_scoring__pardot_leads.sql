{{ config(materialized = 'view', enabled = lead_scoring.is_connected('pardot')) }}

{%- set columns = {
    'id': 'needed id',
    'created_at': 'needed moment',
    'prospect_account_id': 'id',
    'email': 'text',
    'job_title': 'text',
    'department': 'text',
    'industry': 'text',
    'country': 'text',
    'territory': 'text',
    'employees': 'number',
    'annual_revenue': 'number',
    'source': 'text',
    'opted_out': 'flag',
    'is_do_not_email': 'flag',
    'is_deleted': 'flag',
} -%}
{%- set further = lead_scoring.further_columns([
    {'connector': 'pardot', 'table': 'prospect', 'columns': columns},
])[0] -%}
{%- set has_versions = lead_scoring.has_versions('pardot', 'prospect') %}

with

prospects as (

    {{ lead_scoring.loaded_table(
        'pardot', 'prospect', columns, further, is_needed=true, with_versions=has_versions
    ) }}

),

final as (

    select
        id as lead_id,
        created_at,
        prospect_account_id as account_id,
        {{ lead_scoring.prepared_text('email') }} as email,
        job_title,
        department,
        industry,
        country,
        territory as region,
        employees,
        annual_revenue,
        source as lead_source,
        coalesce(opted_out, false) or coalesce(is_do_not_email, false) as is_unsubscribed,
        {{ lead_scoring.null_column('flag') }} as is_competitor
        {%- if has_versions %},
        valid_from,
        valid_to
        {%- endif %}
        {%- for column in further %},
        {{ column.name }}
        {%- endfor %}
    from prospects
    where not coalesce(is_deleted, false)

)

select * from final
