{#
    The CTEs that end with `strata`: the tenths of each scorecard's scores, from the lowest up, with
    the scores between which each lies. Equal scores share a tenth: the one in which their middle
    lies. Reads the CTE `scores` (`scorecard_id`, `score`, `leads`, `converted`).

    Example:
        with scores as (…), {{ lead_scoring.strata_of_scores() }}
#}
{% macro strata_of_scores() %}
ranked_scores as (

    select
        *,
        floor({{ lead_scoring.double(
            '20 * (sum(leads) over (partition by scorecard_id order by score'
            ~ ' rows between unbounded preceding and current row) - leads) + 10 * leads'
        ) }} / (2 * sum(leads) over (partition by scorecard_id))) as stratum
    from scores

),

strata as (

    select
        scorecard_id,
        stratum,
        min(score) as lower_bound,
        lead({{ lead_scoring.nullable('min(score)') }}) over (
            partition by scorecard_id order by stratum
        ) as upper_bound,
        row_number() over (partition by scorecard_id order by stratum) as place,
        sum(leads) as leads,
        sum(converted) as converted
    from ranked_scores
    group by scorecard_id, stratum

)
{%- endmacro %}
