{#
    The CTEs that end with `ranked_subjects`: where each score has its place among those of its
    scorecard and period. From the best down; disqualified leads come after all others, as in
    `score_rank`. Reads the CTE `counts` (`scorecard_id`, `period`, `is_disqualified`, `score`,
    `leads`, `converted`).

    Args:
        also_by: further columns of `counts` that keep scores apart, a list.

    Example:
        with counts as (…), {{ lead_scoring.ranked_subjects() }}
#}
{% macro ranked_subjects(also_by=[]) %}
{%- set keys = (['scorecard_id', 'period'] + also_by) | join(', ') -%}
running as (

    select
        *,
        {%- for column in ('leads', 'converted') %}
        sum({{ column }}) over (
            partition by {{ keys }}
            order by is_disqualified, score desc
            rows between unbounded preceding and current row
        ) - {{ column }} as {{ column }}_above,
        sum({{ column }}) over (partition by {{ keys }})
            as all_{{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from counts

),

ranked_subjects as (

    select
        {{ keys | replace(', ', ',\n        ') }},
        is_disqualified,
        score,
        {%- for column in (
            'leads', 'converted', 'leads_above', 'converted_above', 'all_leads', 'all_converted',
        ) %}
        cast({{ column }} as {{ dbt.type_bigint() }}) as {{ column }},
        {%- endfor %}
        -- equal scores share a tenth: the one in which their middle lies
        cast(
            floor({{ lead_scoring.double('20 * leads_above + 10 * leads') }} / (2 * all_leads)) + 1
            as {{ dbt.type_int() }}
        ) as decile,
        -- the part of them that is in the best tenth, if equals are taken in any order
        case
            when 10 * (leads_above + leads) <= all_leads then 1.0
            when 10 * leads_above >= all_leads then 0.0
            else {{ lead_scoring.double('all_leads - 10 * leads_above') }} / (10 * leads)
        end as top_proportion,
        -- the part of the leads of the other outcome that a lead with this score has its place
        -- above, or below: DeLong's structural components, an equal counts half
        {{ lead_scoring.double(
            '2 * ((all_leads - all_converted) - (leads_above - converted_above))'
            ~ ' - (leads - converted)'
        ) }} / nullif(2 * (all_leads - all_converted), 0) as proportion_beaten,
        {{ lead_scoring.double('2 * converted_above + converted') }} / nullif(2 * all_converted, 0)
            as proportion_beaten_by
    from running

)
{%- endmacro %}
