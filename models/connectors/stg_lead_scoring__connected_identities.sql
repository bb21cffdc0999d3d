{{ config(materialized = 'view', enabled = lead_scoring.connectors() | length > 0) }}

{%- set connectors = lead_scoring.connectors() -%}
{%- set connections = lead_scoring.connections() | selectattr('user_ids_of', 'defined') | list %}

with

links as (

    {{ lead_scoring.connected_rows('identities') | trim | indent(4) }}

),
{% if connectors | length > 1 %}
all_people as (
    {% for tool in lead_scoring.connected_tools() %}
    select
        {{ lead_scoring.id_among_connectors(tool, 'lead_id') }} as lead_id,
        email,
        min(created_at) as created_at
    from {{ ref('lead_scoring', 'stg_lead_scoring__' ~ tool ~ '_leads') }}
    group by lead_id, email
    {{- '\n    union all' if not loop.last }}
    {%- endfor %}

),

people as (

    select
        lead_id,
        email,
        created_at,
        {{ lead_scoring.connectors_tool_rank('lead_id') }} as connector_rank
    from all_people
    where email <> ''

),

-- Who has one e-mail address is one lead: that of the first connector that knows it.
numbered as (

    select
        lead_id,
        email,
        created_at,
        connector_rank,
        row_number() over (partition by email order by connector_rank, created_at, lead_id) as place
    from people

),

links_by_email as (

    select
        others.lead_id as alias_id,
        first_ones.lead_id as lead_id,
        case
            when others.created_at < first_ones.created_at then first_ones.created_at
            else others.created_at
        end as linked_at
    from numbered as others
    inner join numbered as first_ones
        on others.email = first_ones.email
        and others.connector_rank > first_ones.connector_rank
    where first_ones.place = 1

),
{% endif %}
{%- for connection in connections %}
{%- set prefix = '' if connection.user_ids_of == connectors[0] else connection.user_ids_of ~ ':' %}
-- The user ids of {{ connection.name }} are those of {{ connection.user_ids_of }}.
links_by_id_of_{{ connection.name }} as (

    select
        users.lead_id as alias_id,
        people.lead_id as lead_id,
        case
            when users.created_at < people.created_at then people.created_at
            else users.created_at
        end as linked_at
    from all_people as users
    inner join all_people as people
        on users.lead_id = '{{ connection.name }}:' || {{
            'people.lead_id' if not prefix
            else 'substr(people.lead_id, ' ~ (prefix | length + 1) ~ ')' }}
    {%- if prefix %}
    where {{ lead_scoring.starts_with('people.lead_id', "'" ~ prefix ~ "'") }}
    {%- endif %}

),
{% endfor %}
all_links as (

    select
        alias_id,
        lead_id,
        linked_at
    from links
    {%- if connectors | length > 1 %}
    union all
    select
        alias_id,
        lead_id,
        linked_at
    from links_by_email
    {%- endif %}
    {%- for connection in connections %}
    union all
    select
        alias_id,
        lead_id,
        linked_at
    from links_by_id_of_{{ connection.name }}
    {%- endfor %}

),

-- Two ways to know of one link say it once.
final as (

    select
        alias_id,
        lead_id,
        min(linked_at) as linked_at
    from all_links
    group by alias_id, lead_id

)

select * from final
