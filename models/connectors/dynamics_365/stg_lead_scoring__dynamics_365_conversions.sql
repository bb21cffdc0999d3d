{{ config(materialized = 'view', enabled = lead_scoring.is_connected('dynamics_365')) }}

{%- set conversion = lead_scoring.conversion('dynamics_365') %}

with

opportunities as (

    {{ lead_scoring.loaded_table('dynamics_365', 'opportunity', {
        'id': 'needed id',
        'parent_contact_id': 'id',
        'customer_id': 'id',
        'parent_account_id': 'id',
        'originating_lead_id': 'id',
        'state_code': 'needed text',
        'actual_close_date': 'moment',
        'created_on': 'moment',
        'modified_on': 'moment',
        'actual_value': 'number',
        'estimated_value': 'number',
    }) }}

),

contacts as (

    {{ lead_scoring.loaded_table('dynamics_365', 'contact', {
        'id': 'id', 'parent_customer_id': 'id', 'originating_lead_id': 'id', 'state_code': 'text',
        'created_on': 'moment',
    }) }}

),

leads as (

    {{ lead_scoring.loaded_table('dynamics_365', 'lead', {
        'id': 'needed id', 'state_code': 'text', 'modified_on': 'moment',
    }) }}

),

-- The customer of an opportunity is an account or a contact; one that came of a lead is its lead's.
named_people as (

    select
        opportunities.id as opportunity_id,
        coalesce(
            opportunities.parent_contact_id, contacts.id, opportunities.originating_lead_id
        ) as person_id
    from opportunities
    left join contacts
        on opportunities.customer_id = contacts.id

),

people_of_opportunities as (

    select
        opportunity_id,
        person_id
    from named_people
    where person_id is not null
    {%- if lead_scoring.counts_by_account() %}
    union
    -- An opportunity without a person is one of its account's contacts.
    select
        opportunities.id as opportunity_id,
        contacts.id as person_id
    from opportunities
    inner join named_people
        on opportunities.id = named_people.opportunity_id
        and named_people.person_id is null
    inner join contacts
        on coalesce(opportunities.parent_account_id, opportunities.customer_id)
            = contacts.parent_customer_id
    where coalesce(contacts.state_code, '0') <> '1'
    {%- endif %}

),
{% if conversion.kind == 'lead_converted' %}
results as (

    select
        originating_lead_id as lead_id,
        created_on
    from contacts
    where originating_lead_id is not null
    union all
    select
        originating_lead_id as lead_id,
        created_on
    from opportunities
    where originating_lead_id is not null

),

qualified as (

    select
        lead_id,
        min(created_on) as qualified_on
    from results
    group by lead_id

),
{% endif %}
final as (
    {% if conversion.kind == 'lead_converted' %}
    -- States of leads: 0 open, 1 qualified, 2 disqualified.
    select
        leads.id as lead_id,
        coalesce(qualified.qualified_on, leads.modified_on) as converted_at,
        {{ lead_scoring.null_column('number') }} as value
    from leads
    left join qualified
        on leads.id = qualified.lead_id
    where leads.state_code = '1'
    {%- else %}
    -- States of opportunities: 0 open, 1 won, 2 lost.
    select
        people_of_opportunities.person_id as lead_id,
        {%- if conversion.kind == 'opportunity_created' %}
        opportunities.created_on as converted_at,
        {%- else %}
        coalesce(opportunities.actual_close_date, opportunities.modified_on) as converted_at,
        {%- endif %}
        coalesce(opportunities.actual_value, opportunities.estimated_value) as value
    from opportunities
    inner join people_of_opportunities
        on opportunities.id = people_of_opportunities.opportunity_id
        {%- if conversion.kind != 'opportunity_created' %}
    where opportunities.state_code = '1'
        {%- endif %}
    {%- endif %}

)

select * from final
