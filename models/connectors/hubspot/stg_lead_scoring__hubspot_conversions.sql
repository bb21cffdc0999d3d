{{ config(materialized = 'view', enabled = lead_scoring.is_connected('hubspot')) }}

{%- set conversion = lead_scoring.conversion('hubspot') -%}
{%- set entered = [
    'property_hs_v2_date_entered_' ~ conversion.stage,
    'property_hs_date_entered_' ~ conversion.stage,
] if conversion.kind == 'stage' else [] -%}
{%- set became = 'property_hs_lifecyclestage_' ~ (conversion.stage or 'opportunity') ~ '_date' -%}
{%- do lead_scoring.check_any_column('hubspot', {'deal': entered, 'contact': [became]})
    if conversion.kind in ('stage', 'lead_converted') -%}
{%- set columns = {
    'deal_id': 'needed id',
    'deal_pipeline_stage_id': 'id',
    'property_closedate': 'needed moment',
    'property_createdate': 'moment',
    'property_amount': 'number',
    'property_hs_is_closed_won': 'flag',
    'is_deleted': 'flag',
} -%}
{%- for name in entered -%}
    {%- do columns.update({name: 'moment'}) -%}
{%- endfor %}

with

deals as (

    {{ lead_scoring.loaded_table('hubspot', 'deal', columns) }}

),

stages as (

    {{ lead_scoring.loaded_table('hubspot', 'deal_pipeline_stage', {
        'stage_id': 'needed id', 'closed_won': 'flag', 'probability': 'number',
    }) }}

),

deal_contacts as (

    {{ lead_scoring.loaded_table('hubspot', 'deal_contact', {
        'deal_id': 'needed id', 'contact_id': 'needed id',
    }) }}

),

deal_companies as (

    {{ lead_scoring.loaded_table('hubspot', 'deal_company', {
        'deal_id': 'id', 'company_id': 'id',
    }) }}

),

contacts as (

    {{ lead_scoring.loaded_table('hubspot', 'contact', {
        'id': 'needed id', 'property_associatedcompanyid': 'id', became ~ ' as became_at': 'moment',
        'is_deleted': 'flag',
    }) }}

),

-- One deal and contact may stand there once for each kind of association.
contacts_of_deals as (

    select distinct
        deal_id,
        contact_id
    from deal_contacts

),

people_of_deals as (

    select
        deal_id,
        contact_id
    from contacts_of_deals
    {%- if lead_scoring.counts_by_account() %}
    union
    -- A deal without a contact is one of its company's contacts.
    select
        deal_companies.deal_id as deal_id,
        contacts.id as contact_id
    from deal_companies
    inner join contacts
        on deal_companies.company_id = contacts.property_associatedcompanyid
    left join contacts_of_deals
        on deal_companies.deal_id = contacts_of_deals.deal_id
    where contacts_of_deals.deal_id is null
        and not coalesce(contacts.is_deleted, false)
    {%- endif %}

),

won_stages as (

    select distinct stage_id
    from stages
    where coalesce(closed_won, probability = 1)

),

kept_deals as (

    select
        deals.*,
        won_stages.stage_id is not null or coalesce(deals.property_hs_is_closed_won, false)
            as is_won
    from deals
    left join won_stages
        on deals.deal_pipeline_stage_id = won_stages.stage_id
    where not coalesce(deals.is_deleted, false)

),

final as (
    {% if conversion.kind in ('won', 'opportunity_created') or entered %}
    {%- set reached = 'property_createdate' if conversion.kind == 'opportunity_created'
        else 'coalesce(' ~ entered | join(', ') ~ ')' if entered else 'property_closedate' %}
    select
        people_of_deals.contact_id as lead_id,
        kept_deals.{{ reached if not entered else 'reached_at' }} as converted_at,
        kept_deals.property_amount as value
    from {{ 'kept_deals' if not entered
        else '(select *, ' ~ reached ~ ' as reached_at from kept_deals) as kept_deals' }}
    inner join people_of_deals
        on kept_deals.deal_id = people_of_deals.deal_id
    {%- if conversion.kind == 'won' %}
    where kept_deals.is_won
    {%- elif entered %}
    where kept_deals.reached_at is not null
    {%- endif %}
    {%- endif %}
    {{- '\n    union all' if entered }}
    {%- if conversion.kind in ('stage', 'lead_converted', none) %}
    select
        id as lead_id,
        became_at as converted_at,
        {{ lead_scoring.null_column('number') }} as value
    from contacts
    where became_at is not null
        and not coalesce(is_deleted, false)
        {{- '\n        and 1 = 0' if conversion.kind is none }}
    {%- endif %}

)

select * from final
