{{ config(materialized = 'view', enabled = lead_scoring.is_connected('salesforce')) }}

with

leads as (

    {{ lead_scoring.landed('salesforce', 'lead', {
        'id': 'text',
        'converted_contact_id': 'text',
        'converted_date': 'moment',
        'master_record_id': 'text',
        'last_modified_date': 'moment',
        'created_date': 'moment',
    }) }}

),

contacts as (

    {{ lead_scoring.landed('salesforce', 'contact', {
        'id': 'text', 'master_record_id': 'text', 'last_modified_date': 'moment',
        'created_date': 'moment',
    }) }}

),

-- A lead becomes a contact when it is converted; of two records that are merged the deleted one
-- names the other.
final as (

    select
        id as alias_id,
        converted_contact_id as lead_id,
        coalesce(converted_date, last_modified_date, created_date) as linked_at
    from leads
    where converted_contact_id is not null
    union all
    select
        id as alias_id,
        master_record_id as lead_id,
        coalesce(last_modified_date, created_date) as linked_at
    from leads
    where master_record_id is not null and converted_contact_id is null
    union all
    select
        id as alias_id,
        master_record_id as lead_id,
        coalesce(last_modified_date, created_date) as linked_at
    from contacts
    where master_record_id is not null

)

select * from final
