{{ config(materialized = 'view', enabled = lead_scoring.is_connected('marketo')) }}

with

merges as (

    {{ lead_scoring.loaded_table('marketo', 'activity_merge_leads', {
        'lead_id': 'needed id', 'merge_ids': 'needed text', 'activity_date': 'moment',
        'portal as id_prefix': 'prefix',
    }) }}

),

merged as (

    {{ lead_scoring.listed_parts('merges', 'merge_ids', ',', [
        'lead_id', 'activity_date', 'id_prefix',
    ]) }}

),

final as (

    select
        id_prefix || part as alias_id,
        lead_id,
        min(activity_date) as linked_at
    from merged
    group by id_prefix || part, lead_id

)

select * from final
