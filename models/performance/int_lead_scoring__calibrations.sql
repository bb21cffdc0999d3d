{{ config(enabled = lead_scoring.is_replayed()) }}

with

counts as (

    select
        *,
        {{ lead_scoring.double('score') }} as points
    from {{ ref('lead_scoring', 'int_lead_scoring__score_counts') }}

),

totals as (

    select
        scorecard_id,
        period,
        {%- for name, condition in {
            'qualified': 'not is_disqualified', 'disqualified': 'is_disqualified',
        }.items() %}
        sum(case when {{ condition }} then leads else 0 end) as {{ name }},
        sum(case when {{ condition }} then converted else 0 end) as {{ name }}_converted,
        {%- endfor %}
        {{ lead_scoring.double('sum(case when not is_disqualified then leads * points end)') }}
            / nullif(sum(case when not is_disqualified then leads else 0 end), 0) as mean_points
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
            ) / max(totals.qualified)
        ), 0) as spread
    from counts
    inner join totals
        on counts.scorecard_id = totals.scorecard_id
        and counts.period = totals.period
    where not counts.is_disqualified
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
        counts.converted * {{ lead_scoring.double('totals.qualified_converted + 1') }}
            / (totals.qualified_converted + 2)
            + {{ lead_scoring.double('counts.leads - counts.converted') }}
            / (totals.qualified - totals.qualified_converted + 2) as target
    from counts
    inner join totals
        on counts.scorecard_id = totals.scorecard_id
        and counts.period = totals.period
    left join spreads
        on counts.scorecard_id = spreads.scorecard_id
        and counts.period = spreads.period
    where not counts.is_disqualified

),

{{ lead_scoring.newton_steps('points', passes=20) | trim }},

final as (

    select
        totals.scorecard_id as scorecard_id,
        totals.period as period,
        fits.intercept - coalesce(fits.slope * totals.mean_points / spreads.spread, 0) as intercept,
        coalesce(fits.slope / spreads.spread, 0) as slope,
        {{ lead_scoring.double('totals.disqualified_converted + 1') }} / (totals.disqualified + 2)
            as disqualified_rate
    from totals
    left join fits
        on totals.scorecard_id = fits.scorecard_id
        and totals.period = fits.period
    left join spreads
        on totals.scorecard_id = spreads.scorecard_id
        and totals.period = spreads.period

)

select * from final
