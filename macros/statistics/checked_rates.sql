{#
    The CTEs that end with `checked_rates`: did rates that were stated before come true? Nothing is
    fitted to the rates themselves. A row per scorecard and period: `leads`, `people` and
    `converted`, the mean rate that was stated (`expected_rate`) and the one that came
    (`observed_rate`), the Brier score and, where there are enough of either outcome, the line of
    D. R. Cox, Biometrika 45 (1958) 562-565: log odds of the outcome over log odds that were stated.
    Of rates that came true its slope is 1 and its intercept 0; a slope below 1 says that they were
    too far apart. People seen on several days are clusters: the variances are those of K.-Y. Liang
    and S. L. Zeger, Biometrika 73 (1986) 13-22.

    Args:
        stated: name of a CTE with `scorecard_id`, `period`, `person_id`, `converted` (1 or 0) and
            `rate`, none of them null.

    Example:
        with stated as (…), {{ lead_scoring.checked_rates('stated') }}
#}
{% macro checked_rates(stated) %}
{%- set least = lead_scoring.integer_setting('min_conversions') -%}
{%- set z = lead_scoring.normal_quantile() -%}
{%- set determinant = '(weight * weighted_squares - weighted_points * weighted_points)' -%}
stated_log_odds as (

    select
        *,
        ln(rate / (1 - rate)) as log_odds
    from {{ stated }}

),

stated_means as (

    select
        scorecard_id,
        period,
        {{ lead_scoring.double('count(*)') }} as leads,
        {{ lead_scoring.double('sum(converted)') }} as converted,
        avg(rate) as expected_rate,
        avg({{ lead_scoring.double('converted') }}) as observed_rate,
        avg((rate - converted) * (rate - converted)) as brier,
        avg(log_odds) as mean_log_odds
    from stated_log_odds
    group by scorecard_id, period

),

stated_spreads as (

    select
        stated.scorecard_id as scorecard_id,
        stated.period as period,
        -- of equal rates but for the last digit there is no line
        nullif({{ lead_scoring.rounded(
            'sqrt(avg((stated.log_odds - means.mean_log_odds)'
            ~ ' * (stated.log_odds - means.mean_log_odds)))', 9
        ) }}, 0) as spread
    from stated_log_odds as stated
    inner join stated_means as means
        on stated.scorecard_id = means.scorecard_id
        and stated.period = means.period
    where means.converted >= {{ least }} and means.leads - means.converted >= {{ least }}
    group by stated.scorecard_id, stated.period

),

stated_points as (

    select
        stated.scorecard_id as scorecard_id,
        stated.period as period,
        (stated.log_odds - means.mean_log_odds) / spreads.spread as units,
        {{ lead_scoring.double('count(*)') }} as leads,
        {{ lead_scoring.double('sum(stated.converted)') }} as target
    from stated_log_odds as stated
    inner join stated_means as means
        on stated.scorecard_id = means.scorecard_id
        and stated.period = means.period
    inner join stated_spreads as spreads
        on stated.scorecard_id = spreads.scorecard_id
        and stated.period = spreads.period
    where spreads.spread is not null
    group by
        stated.scorecard_id, stated.period,
        (stated.log_odds - means.mean_log_odds) / spreads.spread

),

{{ lead_scoring.newton_steps('stated_points', passes=20) | trim }},

-- By how much each person's rows are off each figure.
off_people as (

    select
        stated.scorecard_id as scorecard_id,
        stated.period as period,
        stated.person_id as person_id,
        sum(stated.converted - means.observed_rate) as off_rate,
        sum(
            (stated.rate - stated.converted) * (stated.rate - stated.converted) - means.brier
        ) as off_brier,
        sum(stated.converted - {{ lead_scoring.logistic(
            'fits.intercept + fits.slope * (stated.log_odds - means.mean_log_odds) / spreads.spread'
        ) }}) as off_intercept,
        sum((stated.converted - {{ lead_scoring.logistic(
            'fits.intercept + fits.slope * (stated.log_odds - means.mean_log_odds) / spreads.spread'
        ) }}) * (stated.log_odds - means.mean_log_odds) / spreads.spread) as off_slope
    from stated_log_odds as stated
    inner join stated_means as means
        on stated.scorecard_id = means.scorecard_id
        and stated.period = means.period
    left join stated_spreads as spreads
        on stated.scorecard_id = spreads.scorecard_id
        and stated.period = spreads.period
    left join fits
        on stated.scorecard_id = fits.scorecard_id
        and stated.period = fits.period
    group by stated.scorecard_id, stated.period, stated.person_id

),

off_sums as (

    select
        scorecard_id,
        period,
        {{ lead_scoring.double('count(*)') }} as people,
        {{ lead_scoring.double('count(*)') }} / nullif(count(*) - 1, 0) as correction,
        sum(off_rate * off_rate) as rate_squares,
        sum(off_brier * off_brier) as brier_squares,
        sum(off_intercept * off_intercept) as intercept_squares,
        sum(off_intercept * off_slope) as products,
        sum(off_slope * off_slope) as slope_squares
    from off_people
    group by scorecard_id, period

),

-- In standard units: the fit, and its variances between the information from both sides.
stated_fits as (

    select
        means.*,
        off_sums.people as people,
        off_sums.rate_squares as rate_squares,
        sqrt(off_sums.brier_squares * off_sums.correction) / means.leads as brier_error,
        spreads.spread as spread,
        means.mean_log_odds / spreads.spread as origin,
        fits.intercept as own_intercept,
        fits.slope as own_slope,
        off_sums.correction * (
            weighted_squares * weighted_squares * off_sums.intercept_squares
            - 2 * weighted_points * weighted_squares * off_sums.products
            + weighted_points * weighted_points * off_sums.slope_squares
        ) / nullif({{ determinant }} * {{ determinant }}, 0) as intercept_variance,
        off_sums.correction * (
            (weight * weighted_squares + weighted_points * weighted_points) * off_sums.products
            - weighted_points * weighted_squares * off_sums.intercept_squares
            - weight * weighted_points * off_sums.slope_squares
        ) / nullif({{ determinant }} * {{ determinant }}, 0) as covariance,
        off_sums.correction * (
            weighted_points * weighted_points * off_sums.intercept_squares
            - 2 * weight * weighted_points * off_sums.products
            + weight * weight * off_sums.slope_squares
        ) / nullif({{ determinant }} * {{ determinant }}, 0) as slope_variance
    from stated_means as means
    inner join off_sums
        on means.scorecard_id = off_sums.scorecard_id
        and means.period = off_sums.period
    left join stated_spreads as spreads
        on means.scorecard_id = spreads.scorecard_id
        and means.period = spreads.period
    left join fits
        on means.scorecard_id = fits.scorecard_id
        and means.period = fits.period

),

stated_trials as (

    select
        *,
        {{ lead_scoring.indented(lead_scoring.effective_trials(
            'leads', 'observed_rate', 'rate_squares', 'people'
        ), 8) }} as trials,
        own_slope / spread as calibration_slope,
        sqrt(slope_variance) / spread as slope_error,
        own_intercept - own_slope * origin as calibration_intercept,
        sqrt(
            intercept_variance - 2 * origin * covariance + origin * origin * slope_variance
        ) as intercept_error
    from stated_fits

),

bounded_rates as (

    select
        scorecard_id,
        period,
        leads,
        people,
        converted,
        expected_rate,
        observed_rate,
        brier,
        1 - brier / nullif(observed_rate * (1 - observed_rate), 0) as brier_skill,
        calibration_slope,
        calibration_intercept,
        {%- for end, sign in {'low': '-', 'high': '+'}.items() %}
        {{ lead_scoring.indented(lead_scoring.wilson('observed_rate', 'trials', end), 8) }}
            as observed_rate_{{ end }},
        {{ lead_scoring.within_limits('brier ' ~ sign ~ ' ' ~ z ~ ' * brier_error', 0, 1) }}
            as brier_{{ end }},
        calibration_slope {{ sign }} {{ z }} * slope_error as calibration_slope_{{ end }},
        calibration_intercept {{ sign }} {{ z }} * intercept_error
            as calibration_intercept_{{ end }}{{ ',' if not loop.last }}
        {%- endfor %}
    from stated_trials

),

checked_rates as (

    select
        *,
        case
            when expected_rate > observed_rate_high then 'too_high'
            when expected_rate < observed_rate_low then 'too_low'
            when converted < {{ least }} or leads - converted < {{ least }}
                then 'too_few_conversions'
            when calibration_slope_high < 1 then 'too_far_apart'
            when calibration_slope_low > 1 then 'too_close'
            else 'as_stated'
        end as calibration
    from bounded_rates

)
{%- endmacro %}
