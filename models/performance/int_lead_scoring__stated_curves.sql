{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set least = lead_scoring.integer_setting('min_conversions') %}

with

outcomes as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__outcomes') }}

),

calibrations as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__calibrations') }}

),

stated_days as (

    select scorecard_id, scoring_date
    from outcomes
    group by scorecard_id, scoring_date

    union

    select scorecard_id, {{ lead_scoring.scoring_day() }} as scoring_date
    from outcomes
    group by scorecard_id

),

known_days as (

    select
        scorecard_id,
        scoring_date,
        cast(scoring_date as {{ dbt.type_string() }}) as period
    from outcomes
    where outcome in ('converted', 'not_converted')
    group by scorecard_id, scoring_date

),

-- The newest day whose horizon had ended: of what came later nothing is known.
finished as (

    select
        stated_days.scorecard_id as scorecard_id,
        stated_days.scoring_date as scoring_date,
        max(known_days.scoring_date) as calibrated_on
    from stated_days
    left join known_days
        on stated_days.scorecard_id = known_days.scorecard_id
        and {{ lead_scoring.days_between('known_days.scoring_date', 'stated_days.scoring_date') }}
            >= {{ lead_scoring.integer_setting('horizon_days') }}
    group by stated_days.scorecard_id, stated_days.scoring_date

),

dated as (

    select
        finished.scorecard_id as scorecard_id,
        finished.scoring_date as scoring_date,
        finished.calibrated_on as calibrated_on,
        calibrations.leads as leads,
        calibrations.converted as converted,
        calibrations.mean_points as mean_points,
        calibrations.log_odds_at_mean as log_odds_at_mean,
        calibrations.log_odds_of_all as log_odds_of_all,
        calibrations.slope as slope,
        calibrations.variance_at_mean as variance_at_mean,
        calibrations.covariance as covariance,
        calibrations.variance_of_slope as variance_of_slope,
        1 / (1 + exp(-calibrations.log_odds_of_all)) as rate_of_all
    from finished
    left join known_days
        on finished.scorecard_id = known_days.scorecard_id
        and finished.calibrated_on = known_days.scoring_date
    left join calibrations
        on known_days.scorecard_id = calibrations.scorecard_id
        and known_days.period = calibrations.period

),

-- A curve that falls says nothing: of those that do not, the flat one is then the likeliest.
final as (

    select
        scorecard_id,
        scoring_date,
        calibrated_on,
        leads,
        converted,
        case
            when leads is null then 'no_finished_horizon'
            when converted < {{ least }} then 'too_few_conversions'
            when leads - converted < {{ least }} then 'too_few_others'
        end as no_rate_because,
        mean_points,
        case when slope > 0 then log_odds_at_mean else log_odds_of_all end as log_odds_at_mean,
        case when slope > 0 then slope else 0 end as slope,
        case
            when slope > 0 then variance_at_mean
            else 1 / (leads * rate_of_all * (1 - rate_of_all))
        end as variance_at_mean,
        case when slope > 0 then covariance else 0 end as covariance,
        case when slope > 0 then variance_of_slope else 0 end as variance_of_slope
    from dated

)

select * from final
