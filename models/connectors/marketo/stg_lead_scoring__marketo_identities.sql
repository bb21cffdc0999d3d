{{ config(materialized = 'view', enabled = lead_scoring.is_connected('marketo')) }}

with

merges as (

    {{ lead_scoring.landed('marketo', 'activity_merge_leads', {
        'lead_id': 'text', 'merge_ids': 'text', 'activity_date': 'moment',
    }) }}

),

merged as (

    {{ lead_scoring.listed_parts('merges', 'merge_ids', ',', ['lead_id', 'activity_date']) }}

),

final as (

    select
        part as alias_id,
        lead_id,
        min(activity_date) as linked_at
    from merged
    group by part, lead_id

)

select * from final
