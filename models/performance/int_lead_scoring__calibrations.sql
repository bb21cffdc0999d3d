{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set determinant = 'nullif(fits.weight * fits.weighted_squares'
    ~ ' - fits.weighted_points * fits.weighted_points, 0)' %}

with

counts as (

    select
        *,
        {{ lead_scoring.double('score') }} as points
    from {{ ref('lead_scoring', 'int_lead_scoring__score_counts') }}
    where not is_disqualified

),

totals as (

    select
        scorecard_id,
        period,
        sum(leads) as leads,
        sum(converted) as converted,
        {{ lead_scoring.double('sum(leads * points)') }} / sum(leads) as mean_points
    from counts
    group by scorecard_id, period

),

spreads as (

    select
        counts.scorecard_id as scorecard_id,
        counts.period as period,
        nullif(sqrt(
            sum(
                counts.leads
                * (counts.points - totals.mean_points) * (counts.points - totals.mean_points)
            ) / max(totals.leads)
        ), 0) as spread
    from counts
    inner join totals
        on counts.scorecard_id = totals.scorecard_id
        and counts.period = totals.period
    group by counts.scorecard_id, counts.period

),

-- Points as standard units, which keeps the steps below well behaved, and Platt's targets for 1
-- and 0, which keep the curve finite where a score tells the outcomes apart without a fault.
points as (

    select
        counts.scorecard_id as scorecard_id,
        counts.period as period,
        counts.leads as leads,
        coalesce((counts.points - totals.mean_points) / spreads.spread, 0) as units,
        counts.converted * {{ lead_scoring.double('totals.converted + 1') }}
            / (totals.converted + 2)
            + {{ lead_scoring.double('counts.leads - counts.converted') }}
            / (totals.leads - totals.converted + 2) as target
    from counts
    inner join totals
        on counts.scorecard_id = totals.scorecard_id
        and counts.period = totals.period
    left join spreads
        on counts.scorecard_id = spreads.scorecard_id
        and counts.period = spreads.period

),

{{ lead_scoring.newton_steps('points', passes=20) | trim }},

final as (

    select
        totals.scorecard_id as scorecard_id,
        totals.period as period,
        cast(totals.leads as {{ dbt.type_bigint() }}) as leads,
        cast(totals.converted as {{ dbt.type_bigint() }}) as converted,
        totals.mean_points as mean_points,
        fits.intercept as log_odds_at_mean,
        coalesce(fits.slope / spreads.spread, 0) as slope,
        fit_0.intercept as log_odds_of_all,
        -- the inverse of the information
        fits.weighted_squares / {{ determinant }} as variance_at_mean,
        -fits.weighted_points / {{ determinant }} / spreads.spread as covariance,
        fits.weight / {{ determinant }} / (spreads.spread * spreads.spread) as variance_of_slope
    from totals
    inner join fits
        on totals.scorecard_id = fits.scorecard_id
        and totals.period = fits.period
    inner join fit_0
        on totals.scorecard_id = fit_0.scorecard_id
        and totals.period = fit_0.period
    left join spreads
        on totals.scorecard_id = spreads.scorecard_id
        and totals.period = spreads.period

)

select * from final
