{{ config(materialized = 'view', enabled = lead_scoring.is_connected('hubspot')) }}

with

deals as (

    {{ lead_scoring.landed('hubspot', 'deal', {
        'deal_id': 'needed id',
        'deal_pipeline_stage_id': 'id',
        'property_closedate': 'needed moment',
        'property_amount': 'number',
        'property_hs_is_closed_won': 'flag',
        'is_deleted': 'flag',
    }) }}

),

stages as (

    {{ lead_scoring.landed('hubspot', 'deal_pipeline_stage', {
        'stage_id': 'needed id', 'closed_won': 'flag', 'probability': 'number',
    }) }}

),

deal_contacts as (

    {{ lead_scoring.landed('hubspot', 'deal_contact', {
        'deal_id': 'needed id', 'contact_id': 'needed id',
    }) }}

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
    where coalesce(closed_won, probability = 1)

),

final as (

    select
        contacts_of_deals.contact_id as lead_id,
        deals.property_closedate as converted_at,
        deals.property_amount as value
    from deals
    left join won_stages
        on deals.deal_pipeline_stage_id = won_stages.stage_id
    inner join contacts_of_deals
        on deals.deal_id = contacts_of_deals.deal_id
    where (won_stages.stage_id is not null or deals.property_hs_is_closed_won)
        and not coalesce(deals.is_deleted, false)

)

select * from final
