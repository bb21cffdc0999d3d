{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set score = lead_scoring.double('scores.score') %}

with

scores as (

    select * from {{ ref('lead_scoring', 'lead_scores') }}

),

curves as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__stated_curves') }}
    where scoring_date = {{ lead_scoring.scoring_day() }}

),

converted as (

    select lead_id
    from {{ ref('lead_scoring', 'int_lead_scoring__conversions') }}
    where exclusion_reason is null
    group by lead_id

),

reasoned as (

    select
        scores.*,
        curves.calibrated_on as calibrated_on,
        curves.leads as calibration_leads,
        curves.converted as calibration_conversions,
        case
            when converted.lead_id is not null then 'converted_before'
            when scores.is_disqualified then 'disqualified'
            when curves.scorecard_id is null then 'no_finished_horizon'
            else curves.no_rate_because
        end as no_rate_because,
        {%- for name, end in {
            'rate': none, 'rate_low': 'low', 'rate_high': 'high',
        }.items() %}
        {{ lead_scoring.rounded(lead_scoring.rate_of_curve('curves', score, end)) }}
            as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from scores
    left join curves
        on scores.scorecard_id = curves.scorecard_id
    left join converted
        on scores.lead_id = converted.lead_id

),

final as (

    select
        lead_id,
        scorecard_id,
        scoring_date,
        score,
        {%- for name in ('rate', 'rate_low', 'rate_high') %}
        case when no_rate_because is null then {{ name }} end as expected_{{ name }},
        {%- endfor %}
        cast(no_rate_because as {{ dbt.type_string() }}) as no_rate_because,
        cast({{ lead_scoring.integer_setting('horizon_days') }} as {{ dbt.type_int() }})
            as horizon_days,
        calibrated_on,
        calibration_leads,
        calibration_conversions
    from reasoned

)

{{ lead_scoring.select_contract('final') }}
