{{ config(materialized = 'view', enabled = lead_scoring.is_connected('salesforce')) }}

{%- set conversion = lead_scoring.conversion('salesforce') -%}
{%- set stage = lead_scoring.text_literal(conversion.stage | lower) if conversion.stage else none %}

with

opportunities as (

    {{ lead_scoring.loaded_table('salesforce', 'opportunity', {
        'id': 'needed id',
        'account_id': 'id',
        'is_won': 'needed flag',
        'stage_name': 'text',
        'last_stage_change_date': 'moment',
        'created_date': 'moment',
        'close_date': 'needed moment',
        'amount': 'number',
        'is_deleted': 'flag',
    }) }}

),

contact_roles as (

    {{ lead_scoring.loaded_table('salesforce', 'opportunity_contact_role', {
        'opportunity_id': 'needed id', 'contact_id': 'needed id', 'is_deleted': 'flag',
    }) }}

),

leads as (

    {{ lead_scoring.loaded_table('salesforce', 'lead', {
        'id': 'needed id',
        'converted_opportunity_id': 'id',
        'converted_contact_id': 'id',
        'converted_date': 'moment',
    }) }}

),

contacts as (

    {{ lead_scoring.loaded_table('salesforce', 'contact', {
        'id': 'needed id', 'account_id': 'id', 'is_deleted': 'flag',
    }) }}

),

-- Each change of an opportunity; tables of versions that are called so have no opportunity_id.
stage_changes as (

    {{ lead_scoring.loaded_table('salesforce', 'opportunity_history', {
        'opportunity_id': 'id', 'stage_name': 'text', 'created_date': 'moment',
    }) }}

),

-- A lead that was converted with an opportunity may have no role in it.
named_people as (

    select
        opportunity_id,
        contact_id
    from contact_roles
    where not coalesce(is_deleted, false)
    union
    select
        converted_opportunity_id as opportunity_id,
        converted_contact_id as contact_id
    from leads
    where converted_opportunity_id is not null and converted_contact_id is not null

),

people_of_opportunities as (

    select
        opportunity_id,
        contact_id
    from named_people
    {%- if lead_scoring.counts_by_account() %}
    union
    -- An opportunity without a contact is one of its account's contacts.
    select
        opportunities.id as opportunity_id,
        contacts.id as contact_id
    from opportunities
    inner join contacts
        on opportunities.account_id = contacts.account_id
    left join named_people
        on opportunities.id = named_people.opportunity_id
    where named_people.opportunity_id is null
        and not coalesce(contacts.is_deleted, false)
    {%- endif %}

),
{% if stage %}
first_times as (

    select
        opportunity_id,
        min(created_date) as entered_at
    from stage_changes
    where {{ lead_scoring.prepared_text('stage_name') }} = {{ stage }}
    group by opportunity_id

),
{% endif %}
reached as (

    select
        opportunities.id as id,
        opportunities.amount as amount,
        {%- if conversion.kind == 'opportunity_created' %}
        opportunities.created_date as converted_at
        {%- elif stage %}
        -- Without a listed change, an opportunity came to its stage when that changed last.
        coalesce(
            first_times.entered_at, opportunities.last_stage_change_date, opportunities.close_date
        ) as converted_at
        {%- else %}
        opportunities.close_date as converted_at
        {%- endif %}
    from opportunities
    {%- if stage %}
    left join first_times
        on opportunities.id = first_times.opportunity_id
    {%- endif %}
    where not coalesce(opportunities.is_deleted, false)
        {%- if conversion.kind == 'won' %}
        and opportunities.is_won
        {%- elif stage %}
        and (
            first_times.entered_at is not null
            or {{ lead_scoring.prepared_text('opportunities.stage_name') }} = {{ stage }}
        )
        {%- elif conversion.kind != 'opportunity_created' %}
        and 1 = 0
        {%- endif %}

),

final as (

    select
        people_of_opportunities.contact_id as lead_id,
        reached.converted_at as converted_at,
        reached.amount as value
    from reached
    inner join people_of_opportunities
        on reached.id = people_of_opportunities.opportunity_id
    {%- if conversion.kind == 'lead_converted' %}
    union all
    select
        coalesce(converted_contact_id, id) as lead_id,
        converted_date as converted_at,
        {{ lead_scoring.null_column('number') }} as value
    from leads
    where converted_date is not null
    {%- endif %}

)

select * from final
