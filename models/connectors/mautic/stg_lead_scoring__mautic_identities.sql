{{ config(materialized = 'view', enabled = lead_scoring.is_connected('mautic')) }}

with

merges as (

    {{ lead_scoring.loaded_table('mautic', 'contact_merge_records', {
        'contact_id': 'id', 'merged_id': 'id', 'date_added': 'moment',
    }) }}

),

final as (

    select
        merged_id as alias_id,
        contact_id as lead_id,
        min(date_added) as linked_at
    from merges
    group by merged_id, contact_id

)

select * from final
