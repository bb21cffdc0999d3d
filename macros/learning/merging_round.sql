{#
    The CTE `segments_<number>`: neighbours that differ least become one. Two segments of a feature
    are merged when the step between them is smaller than what chance makes, or not among the steps
    that there is room for, or goes in a direction that was ruled out; of neighbouring steps only
    the smallest goes in a round.

    Args:
        number: of the round, from 1; it reads `segments_<number - 1>`.
        is_last: whether all steps for which there is no room go at once.

    Example:
        with segments_0 as (…), {{ lead_scoring.merging_round(1) }} select * from segments_1
#}
{% macro merging_round(number, is_last=false) %}
{%- set neighbours = 'over (partition by feature_id, chain order by position)' -%}
{%- set weight_before = 'lag(' ~ lead_scoring.nullable('weight') ~ ') ' ~ neighbours -%}
{%- set curvature_before = 'lag(' ~ lead_scoring.nullable('curvature') ~ ') ' ~ neighbours -%}
steps_{{ number }} as (

    select
        *,
        case
            when chain in ('null', 'code') then weight * weight * curvature
            when (weight - {{ weight_before }}) * direction < 0 then -1
            else (weight - {{ weight_before }}) * (weight - {{ weight_before }})
                * curvature * {{ curvature_before }}
                / nullif(curvature + {{ curvature_before }}, 0)
        end as step
    from segments_{{ number - 1 }}

),

ranked_{{ number }} as (

    select
        *,
        lag(step) {{ neighbours }} as step_before,
        lead(step) {{ neighbours }} as step_after,
        row_number() over (
            order by
                case when step is null then 1 else 0 end,
                {{ lead_scoring.rounded('step', 6) }} desc, feature_id, position
        ) as step_rank
    from steps_{{ number }}

),

joined_{{ number }} as (

    select
        *,
        sum(case
            when step is null or chain in ('null', 'code') then 1
            {%- if is_last %}
            when step >= 0
                and step_rank <= {{ lead_scoring.integer_setting('learn_max_rules') }} then 1
            {%- else %}
            when step >= {{ lead_scoring.smallest_step() }}
                and step_rank <= {{ lead_scoring.integer_setting('learn_max_rules') }} then 1
            when step >= step_before or step > step_after then 1
            {%- endif %}
            else 0
        end) {{ neighbours }} as segment
    from ranked_{{ number }}

),

segments_{{ number }} as {{ lead_scoring.materialized_cte() }}(

    select
        feature_id,
        chain,
        direction,
        min(position) as position,
        sum(weight * curvature) / nullif(sum(curvature), 0) as weight,
        sum(curvature) as curvature,
        {#- Empty values and codes have no neighbours: they go as a whole. #}
        max(case
            when chain in ('null', 'code')
                and step_rank > {{ lead_scoring.integer_setting('learn_max_rules') }} then 1
            else 0
        end) as is_dropped
    from joined_{{ number }}
    group by feature_id, chain, direction, segment

)
{%- endmacro %}
