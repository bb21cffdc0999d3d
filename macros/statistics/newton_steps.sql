{#
    The CTEs that end with `fits`: the logistic curve of the rate at which leads convert over their
    points, a row per scorecard and period with its `intercept` and `slope`, and the information on
    them (`weight`, `weighted_points`, `weighted_squares`), by Newton's steps from a flat line
    (`fit_0`). The likelihood has one peak; no step is longer than 2, so none leaps over it and
    away. Each step is read once by the next, and still named for a table of its own: DuckDB takes
    twice as long for every further one that it plans together with those before.

    Args:
        points: name of a CTE with `scorecard_id`, `period`, `units` (their points, in standard
            deviations from the mean), `leads` (how many have these) and `target` (how many of them
            convert).
        passes: how many steps.

    Example:
        with points as (…), {{ lead_scoring.newton_steps('points', passes=20) }}
#}
{% macro newton_steps(points, passes) %}
{%- set double = lead_scoring.type_double() -%}
fit_0 as (

    select
        scorecard_id,
        period,
        ln(sum(target) / (sum(leads) - sum(target))) as intercept,
        cast(0 as {{ double }}) as slope
    from {{ points }}
    group by scorecard_id, period

),

{% for pass in range(1, passes + 1) -%}
rates_{{ pass }} as (

    select
        points.*,
        fit.intercept as intercept,
        fit.slope as slope,
        {{ lead_scoring.logistic('fit.intercept + fit.slope * points.units') }} as rate
    from {{ points }} as points
    inner join fit_{{ pass - 1 }} as fit
        on points.scorecard_id = fit.scorecard_id
        and points.period = fit.period

),

sums_{{ pass }} as (

    select
        scorecard_id,
        period,
        max(intercept) as intercept,
        max(slope) as slope,
        sum(target - leads * rate) as gradient,
        sum((target - leads * rate) * units) as gradient_of_slope,
        sum(leads * rate * (1 - rate)) as weight,
        sum(leads * rate * (1 - rate) * units) as weighted_points,
        sum(leads * rate * (1 - rate) * units * units) as weighted_squares
    from rates_{{ pass }}
    group by scorecard_id, period

),

steps_{{ pass }} as (

    select
        *,
        -- leads that all have the same points lie on a flat line
        (weighted_squares * gradient - weighted_points * gradient_of_slope) / coalesce(
            nullif(weight * weighted_squares - weighted_points * weighted_points, 0), weight
        ) as step,
        (weight * gradient_of_slope - weighted_points * gradient) / coalesce(
            nullif(weight * weighted_squares - weighted_points * weighted_points, 0), weight
        ) as step_of_slope
    from sums_{{ pass }}

),

fit_{{ pass }} as {{ lead_scoring.materialized_cte() }}(

    select
        scorecard_id,
        period,
        intercept + least(greatest(step, -2), 2) as intercept,
        slope + least(greatest(step_of_slope, -2), 2) as slope,
        weight,
        weighted_points,
        weighted_squares
    from steps_{{ pass }}

),

{% endfor -%}
fits as (

    select * from fit_{{ passes }}

)
{%- endmacro %}
