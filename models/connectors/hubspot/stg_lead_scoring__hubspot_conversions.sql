{{ config(materialized = 'view', enabled = lead_scoring.is_connected('hubspot')) }}

with

deals as (

    {{ lead_scoring.landed('hubspot', 'deal', {
        'deal_id': 'id',
        'deal_pipeline_stage_id': 'id',
        'property_closedate': 'moment',
        'property_amount': 'number',
        'is_deleted': 'flag',
    }) }}

),

stages as (

    {{ lead_scoring.landed('hubspot', 'deal_pipeline_stage', {
        'stage_id': 'id', 'closed_won': 'flag',
    }) }}

),

deal_contacts as (

    {{ lead_scoring.landed('hubspot', 'deal_contact', {'deal_id': 'id', 'contact_id': 'id'}) }}

),

-- One deal and contact may stand there once for each kind of association.
contacts_of_deals as (

    select distinct
        deal_id,
        contact_id
    from deal_contacts

),

won_stages as (

    select distinct stage_id
    from stages
    where closed_won

),

final as (

    select
        contacts_of_deals.contact_id as lead_id,
        deals.property_closedate as converted_at,
        deals.property_amount as value
    from deals
    inner join won_stages
        on deals.deal_pipeline_stage_id = won_stages.stage_id
    inner join contacts_of_deals
        on deals.deal_id = contacts_of_deals.deal_id
    where not coalesce(deals.is_deleted, false)

)

select * from final
