{#
    The CTEs that end with `standing`: a row per link between ids, what it comes to over chains, and
    why it does not hold. Reads the CTE `identities` (`alias_id`, `alias_key`, `lead_id`, `lead_key`,
    `linked_at` and, in a replay, the day).

    Args:
        day: the column that holds the day; none: the scoring date.

    Example:
        with identities as (…), {{ lead_scoring.standing_of_links() }}
#}
{% macro standing_of_links(day=none) %}
{%- set hops = 5 -%}{# each doubles the reach: chains of up to 2 ** 5 links #}
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

{% for hop in range(1, hops + 1) -%}
hop_{{ hop }} as (

    select
        hop_{{ hop - 1 }}.alias_key as alias_key,
        coalesce(next_hop.lead_id, hop_{{ hop - 1 }}.lead_id) as lead_id,
        coalesce(next_hop.lead_key, hop_{{ hop - 1 }}.lead_key) as lead_key,
        -- a chain is whole from its latest link on
        case
            when next_hop.linked_at > hop_{{ hop - 1 }}.linked_at then next_hop.linked_at
            else hop_{{ hop - 1 }}.linked_at
        end as linked_at
    from hop_{{ hop - 1 }}
    left join hop_{{ hop - 1 }} as next_hop
        on hop_{{ hop - 1 }}.lead_key = next_hop.alias_key

),

{% endfor -%}
standing as (

    select
        ranked.alias_id as alias_id,
        ranked.alias_key as alias_key,
        hop_{{ hops }}.lead_id as lead_id,
        hop_{{ hops }}.lead_key as lead_key,
        hop_{{ hops }}.linked_at as linked_at,
        case
            when ranked.left_out_because is not null then ranked.left_out_because
            when ranked.link_rank > 1 then 'repeated_id'
            -- still an alias after so many hops: the links lead back to where they began
            when unfinished.alias_key is not null then 'circular'
        end as left_out_because
    from ranked
    left join hop_{{ hops }}
        on ranked.alias_key = hop_{{ hops }}.alias_key
    left join hop_0 as unfinished
        on hop_{{ hops }}.lead_key = unfinished.alias_key

)
{%- endmacro %}
