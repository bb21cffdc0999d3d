{{ config(materialized = 'view', enabled = lead_scoring.is_connected('dynamics_365')) }}

with

leads as (

    {{ lead_scoring.loaded_table('dynamics_365', 'lead', {
        'id': 'needed id',
        'state_code': 'text',
        'parent_contact_id': 'id',
        'master_id': 'id',
        'modified_on': 'moment',
        'created_on': 'moment',
    }, with_deleted=true) }}

),

contacts as (

    {{ lead_scoring.loaded_table('dynamics_365', 'contact', {
        'id': 'needed id',
        'originating_lead_id': 'id',
        'master_id': 'id',
        'modified_on': 'moment',
        'created_on': 'moment',
    }, with_deleted=true) }}

),

opportunities as (

    {{ lead_scoring.loaded_table('dynamics_365', 'opportunity', {
        'originating_lead_id': 'id', 'created_on': 'moment',
    }) }}

),

-- A lead has no time of its qualification; what was made of it then has one.
results as (

    select
        originating_lead_id,
        id as contact_id,
        created_on
    from contacts
    where originating_lead_id is not null
    union all
    select
        originating_lead_id,
        {{ lead_scoring.null_column('text') }} as contact_id,
        created_on
    from opportunities
    where originating_lead_id is not null

),

qualified as (

    select
        originating_lead_id as lead_id,
        min(contact_id) as contact_id,
        min(created_on) as qualified_on
    from results
    group by originating_lead_id

),

-- Of two records that are merged the one that is left names the other.
final as (

    select
        leads.id as alias_id,
        coalesce(leads.parent_contact_id, qualified.contact_id) as lead_id,
        coalesce(qualified.qualified_on, leads.modified_on, leads.created_on) as linked_at
    from leads
    left join qualified
        on leads.id = qualified.lead_id
    where leads.master_id is null
        and (
            qualified.contact_id is not null
            or (leads.parent_contact_id is not null and leads.state_code = '1')
        )
    union all
    select
        id as alias_id,
        master_id as lead_id,
        coalesce(modified_on, created_on) as linked_at
    from leads
    where master_id is not null
    union all
    select
        id as alias_id,
        master_id as lead_id,
        coalesce(modified_on, created_on) as linked_at
    from contacts
    where master_id is not null

)

select * from final
