{{ config(materialized = 'view', enabled = lead_scoring.is_connected('pardot')) }}

{%- set kind = lead_scoring.conversion('pardot').kind %}

with

opportunities as (

    {{ lead_scoring.loaded_table('pardot', 'opportunity', {
        'id': 'needed id', 'status': 'needed text', 'closed_at': 'needed moment', 'value': 'number',
        'created_at': 'moment',
    }) }}

),

opportunity_prospects as (

    {{ lead_scoring.loaded_table('pardot', 'opportunity_prospect', {
        'opportunity_id': 'id', 'prospect_id': 'id',
    }) }}

),

prospects_of_opportunities as (

    select distinct
        opportunity_id,
        prospect_id
    from opportunity_prospects

),

final as (

    select
        prospects_of_opportunities.prospect_id as lead_id,
        opportunities.{{ 'created_at' if kind == 'opportunity_created' else 'closed_at' }}
            as converted_at,
        opportunities.value as value
    from opportunities
    inner join prospects_of_opportunities
        on opportunities.id = prospects_of_opportunities.opportunity_id
    {{ {'won': "where opportunities.status = 'Won'", 'opportunity_created': ''}.get(
        kind, 'where 1 = 0'
    ) }}

)

select * from final
