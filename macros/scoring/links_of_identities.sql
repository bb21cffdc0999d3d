{#
    The CTEs that end with `first_links`: a row per link between ids, where the first links of its chain lead,
    and why it does not hold. Reads the CTE `identities` (`alias_id`, `alias_key`, `lead_id`, `lead_key`,
    `linked_at` and, in a replay, the day).

    Args:
        day: the column that holds the day; none: the scoring date.

    Example:
        with identities as (…), {{ lead_scoring.links_of_identities() }}
#}
{% macro links_of_identities(day=none) %}
dated as (

    select
        *,
        case
            when alias_id is null then 'no_alias'
            when lead_id is null then 'no_lead'
            when linked_at is null then 'no_time'
            when {{ lead_scoring.local_day('linked_at') }} > {{ day or lead_scoring.scoring_day() }} then 'after_scoring_date'
        end as left_out_because
    from identities

),

-- The latest link of an alias holds.
ranked as (

    select
        *,
        row_number() over (
            partition by alias_key, left_out_because
            order by linked_at desc, lead_id
        ) as link_rank
    from dated

),

hop_0 as (

    select alias_key, lead_id, lead_key, linked_at
    from ranked
    where left_out_because is null and link_rank = 1

),

-- Chains of up to 2 ** 2 links.
{{ lead_scoring.hops('hop', 2) }},

first_links as (

    select
        ranked.alias_id as alias_id,
        ranked.alias_key as alias_key,
        hop_2.lead_id as lead_id,
        hop_2.lead_key as lead_key,
        hop_2.linked_at as linked_at,
        case
            when ranked.left_out_because is not null then ranked.left_out_because
            when ranked.link_rank > 1 then 'repeated_id'
        end as left_out_because
    from ranked
    left join hop_2
        on ranked.alias_key = hop_2.alias_key

)
{%- endmacro %}
