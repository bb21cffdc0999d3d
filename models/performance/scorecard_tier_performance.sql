{{ config(enabled = lead_scoring.is_replayed()) }}

with

observations as (

    select
        observations.*,
        case when period <> 'all days' then scoring_date end as scoring_date_of_period
    from {{ ref('lead_scoring', 'int_lead_scoring__observations').render() }} as observations
    where tier is not null

),

people_in_tiers as (

    select
        scorecard_id,
        period,
        scoring_date_of_period,
        tier,
        tier_rank,
        person_id,
        count(*) as leads,
        sum(converted) as converted
    from observations
    group by scorecard_id, period, scoring_date_of_period, tier, tier_rank, person_id

),

with_all_tiers as (

    select
        *,
        {{ lead_scoring.double(
            'sum(converted) over (partition by scorecard_id, period, person_id)'
        ) }} as converted_in_all
    from people_in_tiers

),

sums as (

    select
        scorecard_id,
        period,
        scoring_date_of_period,
        tier,
        tier_rank,
        count(*) as people,
        sum(leads) as leads,
        sum(converted) as converted,
        sum(case when converted > 0 then 1 else 0 end) as converted_people,
        {{ lead_scoring.double('sum(converted * converted)') }} as converted_squares,
        {{ lead_scoring.double('sum(leads * converted)') }} as products,
        {{ lead_scoring.double('sum(leads * leads)') }} as lead_squares,
        sum(converted * converted_in_all) as products_with_all
    from with_all_tiers
    group by scorecard_id, period, scoring_date_of_period, tier, tier_rank

),

-- Each person once, however many tiers it has been in.
people as (

    select
        scorecard_id,
        period,
        person_id,
        sum(leads) as leads,
        sum(converted) as converted
    from people_in_tiers
    group by scorecard_id, period, person_id

),

totals as (

    select
        scorecard_id,
        period,
        sum(leads) as all_leads,
        sum(converted) as all_converted,
        sum(case when converted > 0 then 1 else 0 end) as all_converted_people,
        {{ lead_scoring.double('sum(converted * converted)') }} as all_converted_squares
    from people
    group by scorecard_id, period

),

rates as (

    select
        sums.*,
        totals.all_converted as all_converted,
        totals.all_converted_people as all_converted_people,
        totals.all_converted_squares as all_converted_squares,
        {{ lead_scoring.double('sums.converted') }} / sums.leads as conversion_rate,
        {{ lead_scoring.double('sums.leads') }} / totals.all_leads as proportion_of_leads,
        {{ lead_scoring.double('sums.converted') }} / nullif(totals.all_converted, 0)
            as proportion_of_conversions,
        {{ lead_scoring.double('totals.all_converted') }} / totals.all_leads as base_rate
    from sums
    inner join totals
        on sums.scorecard_id = totals.scorecard_id
        and sums.period = totals.period

),

trials as (

    select
        *,
        {{ lead_scoring.indented(lead_scoring.effective_trials(
            'leads', 'conversion_rate',
            '(converted_squares - 2 * conversion_rate * products'
            ~ ' + conversion_rate * conversion_rate * lead_squares)',
            'people'
        ), 8) }} as rate_trials,
        {{ lead_scoring.indented(lead_scoring.effective_trials(
            'all_converted', 'proportion_of_conversions',
            '(converted_squares - 2 * proportion_of_conversions * products_with_all'
            ~ ' + proportion_of_conversions * proportion_of_conversions * all_converted_squares)',
            'all_converted_people'
        ), 8) }} as proportion_trials
    from rates

),

final as (

    select
        scorecard_id,
        period,
        scoring_date_of_period as scoring_date,
        tier,
        tier_rank,
        cast(leads as {{ dbt.type_bigint() }}) as leads,
        cast(converted as {{ dbt.type_bigint() }}) as converted,
        {{ lead_scoring.rounded('conversion_rate') }} as conversion_rate,
        {%- for end in ('low', 'high') %}
        {{ lead_scoring.indented(
            lead_scoring.rounded(lead_scoring.wilson('conversion_rate', 'rate_trials', end)), 8
        ) }} as conversion_rate_{{ end }},
        {%- endfor %}
        {{ lead_scoring.rounded('conversion_rate / nullif(base_rate, 0)') }} as lift,
        {{ lead_scoring.rounded('proportion_of_leads') }} as proportion_of_leads,
        {{ lead_scoring.rounded('proportion_of_conversions') }} as proportion_of_conversions,
        {%- for end in ('low', 'high') %}
        {{ lead_scoring.indented(lead_scoring.rounded(
            lead_scoring.wilson('proportion_of_conversions', 'proportion_trials', end)
        ), 8) }} as proportion_of_conversions_{{ end }}{{ ',' if not loop.last }}
        {%- endfor %}
    from trials

)

{{ lead_scoring.select_contract('final') }}
