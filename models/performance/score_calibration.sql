{{ config(enabled = lead_scoring.is_replayed()) }}

with

observations as (

    select
        observations.*,
        case when period <> 'all days' then scoring_date end as scoring_date_of_period
    from {{ ref('lead_scoring', 'int_lead_scoring__observations').render() }} as observations

),

people as (

    select
        scorecard_id,
        period,
        scoring_date_of_period,
        decile,
        person_id,
        count(*) as leads,
        sum(converted) as converted,
        count(expected_rate) as stated,
        sum(case when expected_rate is not null then converted else 0 end) as stated_converted,
        sum(expected_rate) as expected,
        sum({{ lead_scoring.double('score') }}) as points,
        min(score) as lowest_score,
        max(score) as highest_score
    from observations
    group by scorecard_id, period, scoring_date_of_period, decile, person_id

),

rates as (

    select
        scorecard_id,
        period,
        scoring_date_of_period,
        decile,
        count(*) as people,
        sum(leads) as leads,
        sum(converted) as converted,
        min(lowest_score) as lowest_score,
        max(highest_score) as highest_score,
        sum(points) / sum(leads) as mean_score,
        sum(case when stated > 0 then 1 else 0 end) as stated_people,
        sum(stated) as stated,
        sum(expected) / nullif(sum(stated), 0) as expected_rate,
        {{ lead_scoring.double('sum(stated_converted)') }} / nullif(sum(stated), 0)
            as observed_rate,
        {{ lead_scoring.double('sum(stated_converted * stated_converted)') }}
            as observed_squares,
        {{ lead_scoring.double('sum(stated * stated_converted)') }} as observed_products,
        {{ lead_scoring.double('sum(stated * stated)') }} as stated_squares,
        {{ lead_scoring.double('sum(converted)') }} / sum(leads) as conversion_rate,
        {{ lead_scoring.double('sum(converted * converted)') }} as converted_squares,
        {{ lead_scoring.double('sum(leads * converted)') }} as products,
        {{ lead_scoring.double('sum(leads * leads)') }} as lead_squares
    from people
    group by scorecard_id, period, scoring_date_of_period, decile

),

trials as (

    select
        *,
        {{ lead_scoring.indented(lead_scoring.effective_trials(
            'leads', 'conversion_rate',
            '(converted_squares - 2 * conversion_rate * products'
            ~ ' + conversion_rate * conversion_rate * lead_squares)',
            'people'
        ), 8) }} as trials,
        {{ lead_scoring.indented(lead_scoring.effective_trials(
            'stated', 'observed_rate',
            '(observed_squares - 2 * observed_rate * observed_products'
            ~ ' + observed_rate * observed_rate * stated_squares)',
            'stated_people'
        ), 8) }} as observed_trials
    from rates

),

final as (

    select
        scorecard_id,
        period,
        scoring_date_of_period as scoring_date,
        decile,
        cast(leads as {{ dbt.type_bigint() }}) as leads,
        cast(converted as {{ dbt.type_bigint() }}) as converted,
        lowest_score,
        highest_score,
        {{ lead_scoring.rounded('mean_score') }} as mean_score,
        {{ lead_scoring.rounded('expected_rate') }} as expected_rate,
        {{ lead_scoring.rounded('conversion_rate') }} as conversion_rate,
        {%- for end in ('low', 'high') %}
        {{ lead_scoring.indented(
            lead_scoring.rounded(lead_scoring.wilson('conversion_rate', 'trials', end)), 8
        ) }} as conversion_rate_{{ end }},
        {%- endfor %}
        cast(stated as {{ dbt.type_bigint() }}) as stated_leads,
        {{ lead_scoring.rounded('observed_rate') }} as observed_rate,
        {%- for end in ('low', 'high') %}
        {{ lead_scoring.indented(
            lead_scoring.rounded(lead_scoring.wilson('observed_rate', 'observed_trials', end)), 8
        ) }} as observed_rate_{{ end }}{{ ',' if not loop.last }}
        {%- endfor %}
    from trials

)

{{ lead_scoring.select_contract('final') }}
