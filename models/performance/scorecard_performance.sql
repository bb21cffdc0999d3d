{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set checked = [
    'brier', 'brier_low', 'brier_high', 'brier_skill',
    'expected_rate', 'observed_rate', 'observed_rate_low', 'observed_rate_high',
    'calibration_slope', 'calibration_slope_low', 'calibration_slope_high',
    'calibration_intercept', 'calibration_intercept_low', 'calibration_intercept_high',
] %}

with

outcomes as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__outcomes') }}

),

counts as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__score_counts') }}

),

observations as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__observations') }}

),

{{ lead_scoring.roc_areas() | trim }},

-- How many leads there were, and why some do not count.
daily_positions as (

    select
        scorecard_id,
        cast(scoring_date as {{ dbt.type_string() }}) as period,
        scoring_date,
        sum(case when outcome in ('converted', 'not_converted') then 1 else 0 end) as leads,
        sum(case when outcome = 'converted' then 1 else 0 end) as converted,
        sum(case when outcome = 'censored' then 1 else 0 end) as censored,
        sum(case when outcome = 'converted_before' then 1 else 0 end) as converted_before
    from outcomes
    group by scorecard_id, scoring_date

),

standings as (

    select * from daily_positions

    union all

    select
        scorecard_id,
        'all days' as period,
        cast(null as date) as scoring_date,
        sum(leads) as leads,
        sum(converted) as converted,
        sum(censored) as censored,
        sum(converted_before) as converted_before
    from daily_positions
    group by scorecard_id

),

top_tenths as (

    select
        scorecard_id,
        period,
        sum(converted * top_proportion) / nullif(max(all_converted), 0) as capture
    from counts
    group by scorecard_id, period

),

-- The widest gap between the two curves that say which part of either outcome has its place so
-- high.
ranked_gaps as (

    select
        scorecard_id,
        period,
        leads_above,
        {{ lead_scoring.double('converted_above + converted') }} / all_converted
            as proportion_of_converted,
        {{ lead_scoring.double('leads_above + leads - converted_above - converted') }}
            / (all_leads - all_converted) as proportion_of_others,
        row_number() over (
            partition by scorecard_id, period
            order by
                abs(
                    (converted_above + converted) * (all_leads - all_converted)
                    - (leads_above + leads - converted_above - converted) * all_converted
                ) desc,
                leads_above
        ) as gap_rank
    from counts
    where all_converted > 0 and all_converted < all_leads

),

gaps as (

    select * from ranked_gaps
    where gap_rank = 1

),

checked_rates as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__checked_rates') }}

),

-- By how much each person's rows are off each figure: rows of one person are not independent.
people as (

    select
        observations.scorecard_id as scorecard_id,
        observations.period as period,
        observations.person_id as person_id,
        sum(
            observations.converted
            - {{ lead_scoring.double('standings.converted') }} / standings.leads
        ) as off_base_rate,
        sum(
            observations.converted * (observations.top_proportion - top_tenths.capture)
        ) as off_capture,
        sum(observations.converted * (
            case when observations.leads_above <= gaps.leads_above then 1 else 0 end
            - gaps.proportion_of_converted
        )) as off_proportion_of_converted,
        sum((1 - observations.converted) * (
            case when observations.leads_above <= gaps.leads_above then 1 else 0 end
            - gaps.proportion_of_others
        )) as off_proportion_of_others,
        max(observations.converted) as has_converted,
        min(observations.converted) as has_always_converted
    from observations
    inner join standings
        on observations.scorecard_id = standings.scorecard_id
        and observations.period = standings.period
    inner join top_tenths
        on observations.scorecard_id = top_tenths.scorecard_id
        and observations.period = top_tenths.period
    left join gaps
        on observations.scorecard_id = gaps.scorecard_id
        and observations.period = gaps.period
    group by observations.scorecard_id, observations.period, observations.person_id

),

spreads as (

    select
        scorecard_id,
        period,
        count(*) as people,
        sum(has_converted) as converted_people,
        sum(1 - has_always_converted) as other_people,
        sum(off_base_rate * off_base_rate) as base_rate_squares,
        sum(off_capture * off_capture) as capture_squares,
        sum(
            off_proportion_of_converted * off_proportion_of_converted
        ) as proportion_of_converted_squares,
        sum(off_proportion_of_others * off_proportion_of_others) as proportion_of_others_squares
    from people
    group by scorecard_id, period

),

figures as (

    select
        standings.scorecard_id as scorecard_id,
        standings.period as period,
        standings.scoring_date as scoring_date,
        standings.leads as leads,
        standings.converted as converted,
        standings.censored as censored,
        standings.converted_before as converted_before,
        spreads.people as people,
        {{ lead_scoring.double('standings.converted') }} / nullif(standings.leads, 0) as base_rate,
        roc_areas.auc as auc,
        roc_areas.standard_error as standard_error,
        top_tenths.capture as capture,
        gaps.proportion_of_converted as proportion_of_converted,
        gaps.proportion_of_others as proportion_of_others,
        {%- for name in checked %}
        checked_rates.{{ name }} as {{ name }},
        {%- endfor %}
        checked_rates.leads as stated_leads,
        checked_rates.calibration as calibration,
        spreads.base_rate_squares as base_rate_squares,
        spreads.capture_squares as capture_squares,
        spreads.proportion_of_converted_squares as proportion_of_converted_squares,
        spreads.proportion_of_others_squares as proportion_of_others_squares,
        spreads.converted_people as converted_people,
        spreads.other_people as other_people,
        standings.leads - standings.converted as others
    from standings
    left join spreads
        on standings.scorecard_id = spreads.scorecard_id
        and standings.period = spreads.period
    left join roc_areas
        on standings.scorecard_id = roc_areas.scorecard_id
        and standings.period = roc_areas.period
    left join top_tenths
        on standings.scorecard_id = top_tenths.scorecard_id
        and standings.period = top_tenths.period
    left join gaps
        on standings.scorecard_id = gaps.scorecard_id
        and standings.period = gaps.period
    left join checked_rates
        on standings.scorecard_id = checked_rates.scorecard_id
        and standings.period = checked_rates.period

),

trials as (

    select
        *,
        {{ lead_scoring.indented(lead_scoring.effective_trials(
            'leads', 'base_rate', 'base_rate_squares', 'people'
        ), 8) }} as base_rate_trials,
        {{ lead_scoring.indented(lead_scoring.effective_trials(
            'converted', 'capture', 'capture_squares', 'converted_people'
        ), 8) }} as capture_trials,
        {{ lead_scoring.indented(lead_scoring.effective_trials(
            'converted', 'proportion_of_converted', 'proportion_of_converted_squares',
            'converted_people'
        ), 8) }} as converted_trials,
        {{ lead_scoring.indented(lead_scoring.effective_trials(
            'others', 'proportion_of_others', 'proportion_of_others_squares', 'other_people'
        ), 8) }} as others_trials
    from figures

),

bounds as (

    select
        *,
        {%- for end in ('low', 'high') %}
        {{ lead_scoring.indented(lead_scoring.wilson('base_rate', 'base_rate_trials', end), 8) }}
            as base_rate_{{ end }},
        {{ lead_scoring.indented(lead_scoring.wilson('capture', 'capture_trials', end), 8) }}
            as capture_{{ end }},
        {{ lead_scoring.indented(
            lead_scoring.wilson('proportion_of_converted', 'converted_trials', end), 8
        ) }} as proportion_of_converted_{{ end }},
        {{ lead_scoring.indented(
            lead_scoring.wilson('proportion_of_others', 'others_trials', end), 8
        ) }}
            as proportion_of_others_{{ end }},
        {%- set sign = '-' if end == 'low' else '+' %}
        auc {{ sign }} {{ lead_scoring.normal_quantile() }} * standard_error
            as auc_{{ end }}{{ ',' if not loop.last }}
        {%- endfor %}
    from trials

),

-- The interval of a difference of two rates: R. G. Newcombe, Statistics in Medicine 17 (1998)
-- 873-890, method 10, the score at which the gap is widest taken as given.
gap_bounds as (

    select
        *,
        proportion_of_converted - proportion_of_others as gap,
        proportion_of_converted - proportion_of_others - sqrt(
            (proportion_of_converted - proportion_of_converted_low)
            * (proportion_of_converted - proportion_of_converted_low)
            + (proportion_of_others_high - proportion_of_others)
            * (proportion_of_others_high - proportion_of_others)
        ) as gap_low,
        proportion_of_converted - proportion_of_others + sqrt(
            (proportion_of_converted_high - proportion_of_converted)
            * (proportion_of_converted_high - proportion_of_converted)
            + (proportion_of_others - proportion_of_others_low)
            * (proportion_of_others - proportion_of_others_low)
        ) as gap_high
    from bounds

),

final as (

    select
        scorecard_id,
        period,
        scoring_date,
        cast(leads as {{ dbt.type_bigint() }}) as leads,
        cast(converted as {{ dbt.type_bigint() }}) as converted,
        cast(censored as {{ dbt.type_bigint() }}) as censored,
        cast(converted_before as {{ dbt.type_bigint() }}) as converted_before,
        cast(coalesce(people, 0) as {{ dbt.type_bigint() }}) as people,
        {%- set figures = {
            'base_rate': 'base_rate', 'base_rate_low': 'base_rate_low',
            'base_rate_high': 'base_rate_high',
            'auc': 'auc', 'auc_low': lead_scoring.within_limits('auc_low', 0, 1),
            'auc_high': lead_scoring.within_limits('auc_high', 0, 1),
            'top_decile_lift': '10 * capture', 'top_decile_lift_low': '10 * capture_low',
            'top_decile_lift_high': '10 * capture_high',
            'top_decile_capture': 'capture', 'top_decile_capture_low': 'capture_low',
            'top_decile_capture_high': 'capture_high',
            'ks': 'abs(gap)', 'ks_low': 'case when gap < 0 then -gap_high else gap_low end',
            'ks_high': 'case when gap < 0 then -gap_low else gap_high end',
        } %}
        {%- for name, sql in figures.items() %}
        {{ lead_scoring.rounded(sql) }} as {{ name }},
        {%- endfor %}
        {%- for name in checked %}
        {{ lead_scoring.rounded(name) }} as {{ name }},
        {%- endfor %}
        cast(coalesce(stated_leads, 0) as {{ dbt.type_bigint() }}) as stated_leads,
        cast(calibration as {{ dbt.type_string() }}) as calibration
    from gap_bounds

)

{{ lead_scoring.select_contract('final') }}
