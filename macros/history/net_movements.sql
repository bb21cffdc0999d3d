{#
    Movements of the ledger put together, as a query: a row per entry that is not what it was, with
    what it moved by in all and the first of the reasons (see `change_reason`) of its movements.
    There and back is no movement.

    Args:
        movements: name of a CTE with columns of `lead_score_movements`.
        keys: list of its columns whose movements are put together, besides the entry.

    Example:
        {{ lead_scoring.net_movements('movements', ['lead_id', 'scorecard_id']) }}

            lead_id | scorecard_id   | entry_type | rule_id | reason    | points_change | …
            L0154   | fit_engagement | rule       | pricing | new_event | 3.20          | …
#}
{% macro net_movements(movements, keys) %}
{%- set entry = (keys + ['entry_type', 'entry_id']) | join(', ') -%}
{%- set of_entry = 'partition by ' ~ entry ~ ' order by' %}
select
    {{ keys | join(',\n    ') }},
    entry_type,
    max(case when newest_rank = 1 then group_id end) as group_id,
    max(case when newest_rank = 1 then rule_id end) as rule_id,
    max(case when newest_rank = 1 then description end) as description,
    max(case when newest_rank = 1 then axis end) as axis,
    case min(case reason
        {%- for reason in lead_scoring.change_reasons() %}
        when '{{ reason }}' then {{ loop.index }}
        {%- endfor %}
    end)
        {%- for reason in lead_scoring.change_reasons() %}
        when {{ loop.index }} then '{{ reason }}'
        {%- endfor %}
    end as reason,
    max(case when oldest_rank = 1 then points_before end) as points_before,
    max(case when newest_rank = 1 then points_after end) as points_after,
    cast(sum(points_change) as {{ lead_scoring.type_decimal(18, 2) }}) as points_change
from (
    select
        *,
        row_number() over ({{ of_entry }} moved_on) as oldest_rank,
        row_number() over ({{ of_entry }} moved_on desc) as newest_rank
    from (
        select
            *,
            {{ lead_scoring.entry_id() }} as entry_id
        from {{ movements }}
    ) as named_movements
) as ranked_movements
group by {{ entry }}
having sum(points_change) <> 0
{% endmacro %}
