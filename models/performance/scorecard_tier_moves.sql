{{ config(enabled = lead_scoring.is_challenged()) }}

with

comparison as (

    select * from {{ ref('lead_scoring', 'scorecard_comparison') }}

),

aliases as (

    select alias_id, lead_id
    from {{ ref('lead_scoring', 'int_lead_scoring__identity_map') }}
    where ends_at is null and lead_id is not null

),

periods as (

    {% for period in ('cast(scoring_date as ' ~ dbt.type_string() ~ ')', "'all days'") -%}
    select
        comparison.*,
        {{ period }} as period,
        {{ 'cast(null as date)' if loop.last else 'scoring_date' }} as scoring_date_of_period
    from comparison
    {{- '\n\n    union all\n' if not loop.last }}
    {% endfor %}

),

people as (

    select
        periods.scorecard_id as scorecard_id,
        periods.challenger_id as challenger_id,
        periods.period as period,
        periods.scoring_date_of_period as scoring_date_of_period,
        periods.champion_tier as champion_tier,
        periods.challenger_tier as challenger_tier,
        periods.tier_move as tier_move,
        coalesce(aliases.lead_id, periods.lead_id) as person_id,
        count(*) as all_leads,
        {{ lead_scoring.double(
            "sum(case when outcome in ('converted', 'not_converted') then 1 else 0 end)"
        ) }} as leads,
        {{ lead_scoring.double("sum(case when outcome = 'converted' then 1 else 0 end)") }}
            as converted
    from periods
    left join aliases
        on periods.lead_id = aliases.alias_id
    group by
        periods.scorecard_id,
        periods.challenger_id,
        periods.period,
        periods.scoring_date_of_period,
        periods.champion_tier,
        periods.challenger_tier,
        periods.tier_move,
        coalesce(aliases.lead_id, periods.lead_id)

),

sums as (

    select
        scorecard_id,
        challenger_id,
        period,
        scoring_date_of_period,
        champion_tier,
        challenger_tier,
        tier_move,
        sum(all_leads) as all_leads,
        sum(case when leads > 0 then 1 else 0 end) as people,
        sum(leads) as leads,
        sum(converted) as converted,
        sum(converted) / nullif(sum(leads), 0) as conversion_rate,
        sum(converted * converted) as converted_squares,
        sum(leads * converted) as products,
        sum(leads * leads) as lead_squares
    from people
    group by
        scorecard_id, challenger_id, period, scoring_date_of_period,
        champion_tier, challenger_tier, tier_move

),

trials as (

    select
        *,
        {{ lead_scoring.indented(lead_scoring.effective_trials(
            'leads', 'conversion_rate',
            '(converted_squares - 2 * conversion_rate * products'
            ~ ' + conversion_rate * conversion_rate * lead_squares)',
            'people'
        ), 8) }} as trials
    from sums

),

final as (

    select
        scorecard_id,
        challenger_id,
        period,
        scoring_date_of_period as scoring_date,
        champion_tier,
        challenger_tier,
        tier_move,
        cast(all_leads as {{ dbt.type_bigint() }}) as lead_days,
        cast(leads as {{ dbt.type_bigint() }}) as lead_days_with_outcome,
        cast(converted as {{ dbt.type_bigint() }}) as converted,
        {{ lead_scoring.rounded('conversion_rate') }} as conversion_rate,
        {%- for end in ('low', 'high') %}
        {{ lead_scoring.indented(
            lead_scoring.rounded(lead_scoring.wilson('conversion_rate', 'trials', end)), 8
        ) }} as conversion_rate_{{ end }}{{ ',' if not loop.last }}
        {%- endfor %}
    from trials

)

{{ lead_scoring.select_contract('final') }}
