{{ config(materialized = 'view', enabled = lead_scoring.is_connected('posthog')) }}

with

persons as (

    {{ lead_scoring.loaded_table('posthog', 'persons', {
        'distinct_id': 'id',
        'person_id': 'id',
        'created_at': 'moment',
        'person_distinct_id_version': 'number',
        'is_deleted': 'flag',
    }) }}

),

calls as (

    {{ lead_scoring.loaded_table('posthog', 'events', {
        'event': 'text',
        'timestamp as happened_at': 'moment',
        'properties.$anon_distinct_id as anonymous_id': 'id',
        'properties.alias as alias': 'id',
    }) }}

),

-- When an id of a browser turned out to be a person's.
recognised as (

    select
        coalesce(anonymous_id, alias) as distinct_id,
        min(happened_at) as recognised_at
    from calls
    where event in ('$identify', '$create_alias', '$merge_dangerously')
    group by coalesce(anonymous_id, alias)

),

-- Files have each version of a row; tables the last one alone.
numbered as (

    select
        persons.*,
        row_number() over (
            partition by distinct_id
            order by coalesce(person_distinct_id_version, 0) desc, created_at, person_id
        ) as place
    from persons

),

final as (

    select
        numbered.distinct_id as alias_id,
        numbered.person_id as lead_id,
        coalesce(recognised.recognised_at, numbered.created_at) as linked_at
    from numbered
    left join recognised
        on numbered.distinct_id = recognised.distinct_id
    where numbered.place = 1
        and numbered.distinct_id <> numbered.person_id
        and not coalesce(numbered.is_deleted, false)

)

select * from final
