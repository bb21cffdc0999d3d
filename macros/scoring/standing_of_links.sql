{#
    The CTEs that end with `standing`: a row per link between ids, what it comes to over chains, and
    why it does not hold. Reads the CTE `first_links`, see `links_of_identities`.

    Example:
        with first_links as (…), {{ lead_scoring.standing_of_links() }}
#}
{% macro standing_of_links() %}
chain_0 as (

    select alias_key, lead_id, lead_key, linked_at
    from first_links
    where left_out_because is null

),

-- Chains of up to 2 ** 5 links: each of these has followed 2 ** 2 already.
{{ lead_scoring.hops('chain', 3) }},

standing as (

    select
        first_links.alias_id as alias_id,
        first_links.alias_key as alias_key,
        chain_3.lead_id as lead_id,
        chain_3.lead_key as lead_key,
        chain_3.linked_at as linked_at,
        case
            when first_links.left_out_because is not null then first_links.left_out_because
            -- still an alias after so many hops: the links lead back to where they began
            when unfinished.alias_key is not null then 'circular'
        end as left_out_because
    from first_links
    left join chain_3
        on first_links.alias_key = chain_3.alias_key
    left join chain_0 as unfinished
        on chain_3.lead_key = unfinished.alias_key

)
{%- endmacro %}
