{{ config(materialized = 'view', enabled = lead_scoring.is_connected('hubspot')) }}

with

contacts as (

    {{ lead_scoring.loaded_table('hubspot', 'contact', {
        'id': 'needed id',
        'property_createdate': 'moment',
        'property_hs_merged_object_ids': 'text',
        'property_hs_calculated_merged_vids': 'text',
        'property_hs_additional_emails': 'text',
        'portal as id_prefix': 'prefix',
    }) }}

),

audited_merges as (

    {{ lead_scoring.loaded_table('hubspot', 'contact_merge_audit', {
        'canonical_vid': 'id', 'vid_to_merge': 'id', 'timestamp as merged_at': 'moment',
    }) }}

),

-- What was merged into a contact, and when: 76340251:1661707291575.
timed_merges as (

    {{ lead_scoring.listed_parts(
        'contacts', 'property_hs_calculated_merged_vids', ';',
        ['id', 'id_prefix', 'property_createdate']
    ) }}

),

-- The contact lists the same without times.
listed_merges as (

    {{ lead_scoring.listed_parts(
        'contacts', 'property_hs_merged_object_ids', ';', ['id', 'id_prefix', 'property_createdate']
    ) }}

),

merges as (

    select
        vid_to_merge as alias_id,
        canonical_vid as lead_id,
        merged_at as linked_at
    from audited_merges
    union all
    select
        id_prefix || {{ lead_scoring.part_of('part', ':', 1) }} as alias_id,
        id as lead_id,
        coalesce({{ lead_scoring.epoch_timestamp(
            lead_scoring.number_or_null(lead_scoring.part_of('part', ':', 2))
        ) }}, property_createdate) as linked_at
    from timed_merges

),

additional_emails as (

    {{ lead_scoring.listed_parts(
        'contacts', 'property_hs_additional_emails', ';', ['id', 'id_prefix', 'property_createdate']
    ) }}

),

links as (

    select
        alias_id,
        lead_id,
        linked_at
    from merges
    where alias_id <> lead_id
    union all
    select
        listed_merges.id_prefix || listed_merges.part as alias_id,
        listed_merges.id as lead_id,
        listed_merges.property_createdate as linked_at
    from listed_merges
    left join merges
        on listed_merges.id_prefix || listed_merges.part = merges.alias_id
        and listed_merges.id = merges.lead_id
    where merges.alias_id is null
    union all
    select
        id_prefix || {{ lead_scoring.prepared_text('part') }} as alias_id,
        id as lead_id,
        property_createdate as linked_at
    from additional_emails

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
