{{ config(materialized = 'view', enabled = lead_scoring.is_connected('salesforce')) }}

with

opportunities as (

    {{ lead_scoring.landed('salesforce', 'opportunity', {
        'id': 'needed id',
        'is_won': 'needed flag',
        'close_date': 'needed moment',
        'amount': 'number',
        'is_deleted': 'flag',
    }) }}

),

contact_roles as (

    {{ lead_scoring.landed('salesforce', 'opportunity_contact_role', {
        'opportunity_id': 'needed id', 'contact_id': 'needed id', 'is_deleted': 'flag',
    }) }}

),

leads as (

    {{ lead_scoring.landed('salesforce', 'lead', {
        'converted_opportunity_id': 'id', 'converted_contact_id': 'id',
    }) }}

),

-- A lead that was converted with an opportunity may have no role in it.
all_people as (

    select
        opportunity_id,
        contact_id
    from contact_roles
    where not coalesce(is_deleted, false)
    union all
    select
        converted_opportunity_id as opportunity_id,
        converted_contact_id as contact_id
    from leads
    where converted_opportunity_id is not null and converted_contact_id is not null

),

people_of_opportunities as (

    select distinct
        opportunity_id,
        contact_id
    from all_people

),

final as (

    select
        people_of_opportunities.contact_id as lead_id,
        opportunities.close_date as converted_at,
        opportunities.amount as value
    from opportunities
    inner join people_of_opportunities
        on opportunities.id = people_of_opportunities.opportunity_id
    where opportunities.is_won
        and not coalesce(opportunities.is_deleted, false)

)

select * from final
