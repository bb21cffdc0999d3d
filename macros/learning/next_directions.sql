{#
    The CTEs that decide which features are in use after a pass, and in which direction each bin
    moves in the next. Reads the CTE `moved`; the last of them, `directed`, is a row per bin in the
    columns of int_lead_scoring__learning_passes.

    A feature enters when its bins, one of them or its trend say more against the scores so far than
    chance would: by the score test (Rao 1948), with two for each bin. What another feature has said
    already does not count again. Few enter at a time, the strongest first; one of each subject, and
    of features that say exactly the same.

    Args:
        number: of the pass, from 0.

    Example:
        with moved as (…), {{ lead_scoring.next_directions(3) }} select * from directed
#}
{% macro next_directions(number) %}
summed as (

    select
        *,
        gradient - ridge * own as own_gradient,
        sum(gradient * trend) over (partition by feature_id)
            - {{ lead_scoring.slope_ridge() }} * slope as slope_gradient,
        sum(curvature * trend * trend) over (partition by feature_id) as trend_curvature,
        sum(gradient * gradient / (curvature + 1)) over (partition by feature_id) as bin_evidence,
        max(gradient * gradient / (curvature + 1)) over (partition by feature_id)
            as strongest_bin_evidence
    from moved

),

weighed as (

    select
        *,
        curvature + ridge as own_curvature,
        trend_curvature + {{ lead_scoring.slope_ridge() }} as slope_curvature,
        {#- A feature without trend has none of this evidence. #}
        greatest(
            bin_evidence - 1 - 2 * (bin_count - 1),
            {#- One bin among many that say nothing; the best of so many is so by chance. #}
            strongest_bin_evidence - 3 - 2 * ln(bin_count),
            slope_gradient * slope_gradient
                / (trend_curvature + {{ lead_scoring.slope_ridge() }}) - 3
        ) as excess
    from summed

),

strongest as (

    select
        feature_id,
        excess,
        row_number() over (
            partition by rule_type, subject
            order by {{ lead_scoring.rounded('excess', 6) }} desc, feature_id
        ) as subject_rank,
        row_number() over (partition by {{ lead_scoring.rounded('excess', 6) }} order by feature_id)
            as twin_rank
    from weighed
    where was_in_use = 0 and is_first = 1 and excess > 0

),

entering as (

    select
        feature_id,
        row_number() over (order by {{ lead_scoring.rounded('excess', 6) }} desc, feature_id)
            as entry_rank
    from strongest
    where subject_rank = 1 and twin_rank = 1

),

used as (

    select
        weighed.*,
        case
            when weighed.was_in_use = 1 then 1
            when entering.entry_rank <= {{ 1 + number // 3 }} then 1
            else 0
        end as is_in_use
    from weighed
    left join entering
        on weighed.feature_id = entering.feature_id

),

steepest as (

    select
        *,
        is_in_use * own_gradient / nullif(own_curvature, 0) as own_descent,
        case when trend_curvature > 0 then is_in_use * slope_gradient / slope_curvature else 0 end
            as slope_descent
    from used

),

pushed as (

    select
        *,
        sum(own_gradient * own_descent + is_first * slope_gradient * slope_descent) over () as push,
        sum(
            previous_own_gradient * own_descent + is_first * previous_slope_gradient * slope_descent
        ) over () as repeated_push
    from steepest

),

kept as (

    select
        *,
        {#- How much of the last direction is kept. #}
        coalesce(greatest((push - repeated_push) / nullif(previous_push, 0), 0), 0) as momentum
    from pushed

),

directed as (

    select
        {{ number }} as pass,
        {{ lead_scoring.bin_columns() | join(',\n        ') }},
        is_in_use,
        own,
        slope,
        coalesce(own_descent, 0) + momentum * own_step as own_step,
        slope_descent + momentum * slope_step as slope_step,
        is_in_use * own_gradient as own_gradient,
        is_in_use * slope_gradient as slope_gradient,
        push,
        curvature
    from kept

)
{%- endmacro %}
