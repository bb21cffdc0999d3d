{{ config(materialized = 'view') }}

{%- set hops = 5 -%}{# each doubles the reach: chains of up to 2 ** 5 links #}

with

identities as (

    select * from {{ ref('lead_scoring', 'stg_lead_scoring__identities') }}

),

dated as (

    select
        alias_id,
        lead_id,
        linked_at,
        case
            when alias_id is null then 'no_alias'
            when lead_id is null then 'no_lead'
            when linked_at is null then 'no_time'
            when {{ lead_scoring.local_day('linked_at') }} > {{ lead_scoring.scoring_day() }} then 'after_scoring_date'
        end as left_out_because
    from identities

),

-- The latest link of an alias holds.
ranked as (

    select
        *,
        row_number() over (
            partition by alias_id, left_out_because
            order by linked_at desc, lead_id
        ) as link_rank
    from dated

),

hop_0 as (

    select alias_id, lead_id, linked_at
    from ranked
    where left_out_because is null and link_rank = 1

),

{% for hop in range(1, hops + 1) -%}
hop_{{ hop }} as (

    select
        hop_{{ hop - 1 }}.alias_id as alias_id,
        coalesce(next_hop.lead_id, hop_{{ hop - 1 }}.lead_id) as lead_id,
        -- a chain is whole from its latest link on
        case
            when next_hop.linked_at > hop_{{ hop - 1 }}.linked_at then next_hop.linked_at
            else hop_{{ hop - 1 }}.linked_at
        end as linked_at
    from hop_{{ hop - 1 }}
    left join hop_{{ hop - 1 }} as next_hop
        on hop_{{ hop - 1 }}.lead_id = next_hop.alias_id

),

{% endfor -%}
final as (

    select
        ranked.alias_id as alias_id,
        hop_{{ hops }}.lead_id as lead_id,
        hop_{{ hops }}.linked_at as linked_at,
        case
            when ranked.left_out_because is not null then ranked.left_out_because
            when ranked.link_rank > 1 then 'repeated_id'
            -- still an alias after so many hops: the links lead back to where they began
            when unfinished.alias_id is not null then 'circular'
        end as left_out_because
    from ranked
    left join hop_{{ hops }}
        on ranked.alias_id = hop_{{ hops }}.alias_id
    left join hop_0 as unfinished
        on hop_{{ hops }}.lead_id = unfinished.alias_id

)

select * from final
