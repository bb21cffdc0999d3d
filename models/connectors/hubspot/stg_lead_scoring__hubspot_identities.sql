{{ config(materialized = 'view', enabled = lead_scoring.is_connected('hubspot')) }}

with

contacts as (

    {{ lead_scoring.landed('hubspot', 'contact', {
        'id': 'text',
        'property_createdate': 'moment',
        'property_hs_merged_object_ids': 'text',
        '_fivetran_deleted': 'flag',
    }) }}

),

merges as (

    {{ lead_scoring.landed('hubspot', 'contact_merge_audit', {
        'canonical_vid': 'text', 'vid_to_merge': 'text', 'timestamp as merged_at': 'moment',
    }) }}

),

-- The contact lists what was merged into it, without saying when.
listed as (

    {{ lead_scoring.listed_parts(
        'contacts', 'property_hs_merged_object_ids', ';', ['id', 'property_createdate']
    ) }}

),

links as (

    select
        vid_to_merge as alias_id,
        canonical_vid as lead_id,
        merged_at as linked_at
    from merges
    union all
    select
        listed.part as alias_id,
        listed.id as lead_id,
        listed.property_createdate as linked_at
    from listed
    left join merges
        on listed.part = merges.vid_to_merge
        and listed.id = merges.canonical_vid
    where merges.vid_to_merge is null

),

final as (

    select
        alias_id,
        lead_id,
        min(linked_at) as linked_at
    from links
    group by alias_id, lead_id

)

select * from final
