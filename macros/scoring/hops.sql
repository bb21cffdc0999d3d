{#
    The CTEs `hop_1`, `hop_2` …: where the links of `hop_0` lead to, each of them twice as far.

    Args:
        hop: what they are called, before their number.
        number: how many; the last one has followed chains of 2 ** number links of `hop_0`.

    Example:
        with hop_0 as (select alias_key, lead_id, lead_key, linked_at from …), {{ lead_scoring.hops('hop', 2) }}
#}
{% macro hops(hop, number) %}
{%- for step in range(1, number + 1) -%}
{%- set before, here = hop ~ '_' ~ (step - 1), hop ~ '_' ~ step -%}
{{ here }} as (

    select
        {{ before }}.alias_key as alias_key,
        coalesce(next_hop.lead_id, {{ before }}.lead_id) as lead_id,
        coalesce(next_hop.lead_key, {{ before }}.lead_key) as lead_key,
        -- a chain is whole from its latest link on
        case
            when next_hop.linked_at > {{ before }}.linked_at then next_hop.linked_at
            else {{ before }}.linked_at
        end as linked_at
    from {{ before }}
    left join {{ before }} as next_hop
        on {{ before }}.lead_key = next_hop.alias_key

)
{{- ',\n\n' if not loop.last }}
{%- endfor %}
{%- endmacro %}
