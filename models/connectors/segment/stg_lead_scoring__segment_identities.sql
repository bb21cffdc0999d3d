{{ config(materialized = 'view', enabled = lead_scoring.is_connected('segment')) }}

{%- set tables = ['identifies', 'tracks', 'pages'] %}

with

{% for table in tables -%}
{{ table }} as (

    {{ lead_scoring.loaded_table('segment', table, {
        'user_id': 'id', 'anonymous_id': 'id', 'timestamp as happened_at': 'moment',
        'received_at': 'moment',
    }) }}

),

{% endfor -%}

calls as (
    {% for table in tables %}
    select
        user_id,
        anonymous_id,
        coalesce(happened_at, received_at) as occurred_at
    from {{ table }}
    {{- '\n    union all' if not loop.last }}
    {%- endfor %}

),

-- Whoever uses a shared computer has its anonymous id too: all of these links are told, see the
-- audit.
final as (

    select
        anonymous_id as alias_id,
        user_id as lead_id,
        min(occurred_at) as linked_at
    from calls
    where user_id is not null
        and anonymous_id is not null
        and user_id <> anonymous_id
    group by anonymous_id, user_id

)

select * from final
