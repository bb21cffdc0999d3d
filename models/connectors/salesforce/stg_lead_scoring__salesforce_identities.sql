{{ config(materialized = 'view', enabled = lead_scoring.is_connected('salesforce')) }}

with

leads as (

    {{ lead_scoring.loaded_table('salesforce', 'lead', {
        'id': 'needed id',
        'converted_contact_id': 'id',
        'converted_date': 'moment',
        'master_record_id': 'id',
        'last_modified_date': 'moment',
        'created_date': 'moment',
    }, with_deleted=true) }}

),

contacts as (

    {{ lead_scoring.loaded_table('salesforce', 'contact', {
        'id': 'needed id', 'master_record_id': 'id', 'last_modified_date': 'moment',
        'created_date': 'moment',
    }, with_deleted=true) }}

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
