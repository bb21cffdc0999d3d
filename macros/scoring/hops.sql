{#
    The CTEs `hop_1`, `hop_2` …: where the links of `hop_0` lead to, each of them twice as far.

    Args:
        number: how many; the last one has followed chains of 2 ** number links of `hop_0`.

    Example:
        with hop_0 as (select alias_key, lead_id, lead_key, linked_at from …), {{ lead_scoring.hops(2) }}
#}
{% macro hops(number) %}
{%- for hop in range(1, number + 1) -%}
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

)
{{- ',\n\n' if not loop.last }}
{%- endfor %}
{%- endmacro %}
