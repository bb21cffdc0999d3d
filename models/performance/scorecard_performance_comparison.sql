{{ config(enabled = lead_scoring.is_challenged()) }}

with

challenges as (

    {{ lead_scoring.indented(
        lead_scoring.challenge_rows(lead_scoring.scorecards(with_challenger=true)), 4
    ) }}

),

outcomes as (

    select
        *,
        case when outcome = 'converted' then 1 else 0 end as converted
    from {{ ref('lead_scoring', 'int_lead_scoring__outcomes') }}
    where outcome in ('converted', 'not_converted')

),

-- The leads that both score.
shared as (

    select
        challenges.scorecard_id as scorecard_id,
        challenges.challenger_id as challenger_id,
        champions.scoring_date as scoring_date,
        champions.lead_id as lead_id,
        champions.person_id as person_id,
        champions.converted as converted,
        champions.is_disqualified as champion_is_disqualified,
        champions.score as champion_score,
        challengers.is_disqualified as challenger_is_disqualified,
        challengers.score as challenger_score
    from challenges
    inner join outcomes as champions
        on challenges.scorecard_id = champions.scorecard_id
    inner join outcomes as challengers
        on challenges.challenger_id = challengers.scorecard_id
        and champions.scoring_date = challengers.scoring_date
        and champions.lead_id = challengers.lead_id

),

periods as (

    {% for period in ('cast(scoring_date as ' ~ dbt.type_string() ~ ')', "'all days'") -%}
    select
        shared.*,
        {{ period }} as period,
        {{ 'cast(null as date)' if loop.last else 'scoring_date' }} as scoring_date_of_period
    from shared
    {{- '\n\n    union all\n' if not loop.last }}
    {% endfor %}

),

counts as (

    {% for side in ('champion', 'challenger') -%}
    select
        scorecard_id,
        challenger_id,
        period,
        '{{ side }}' as side,
        {{ side }}_is_disqualified as is_disqualified,
        {{ side }}_score as score,
        count(*) as leads,
        sum(converted) as converted
    from periods
    group by scorecard_id, challenger_id, period, {{ side }}_is_disqualified, {{ side }}_score
    {{- '\n\n    union all\n' if not loop.last }}
    {% endfor %}

),

{{ lead_scoring.ranked_subjects(also_by=['challenger_id', 'side']) | trim }},

totals as (

    select
        scorecard_id,
        challenger_id,
        period,
        {%- for side in ('champion', 'challenger') %}
        sum(case when side = '{{ side }}' then converted * proportion_beaten end)
            / nullif(max(all_converted), 0) as {{ side }}_auc,
        sum(case when side = '{{ side }}' then converted * top_proportion end)
            / nullif(max(all_converted), 0) as {{ side }}_capture,
        {%- endfor %}
        {{ lead_scoring.double('max(all_converted)') }} as converted,
        {{ lead_scoring.double('max(all_leads - all_converted)') }} as others
    from ranked_subjects
    group by scorecard_id, challenger_id, period

),

people as (

    select
        periods.scorecard_id as scorecard_id,
        periods.challenger_id as challenger_id,
        periods.period as period,
        periods.scoring_date_of_period as scoring_date_of_period,
        periods.person_id as person_id,
        count(*) as leads,
        sum(periods.converted * (
            challengers.proportion_beaten - champions.proportion_beaten
            - (totals.challenger_auc - totals.champion_auc)
        )) as of_converted,
        sum((1 - periods.converted) * (
            challengers.proportion_beaten_by - champions.proportion_beaten_by
            - (totals.challenger_auc - totals.champion_auc)
        )) as of_others,
        sum(periods.converted * (
            challengers.top_proportion - champions.top_proportion
            - (totals.challenger_capture - totals.champion_capture)
        )) as of_captured,
        max(periods.converted) as has_converted,
        max(1 - periods.converted) as has_not_converted
    from periods
    inner join totals
        on periods.scorecard_id = totals.scorecard_id
        and periods.challenger_id = totals.challenger_id
        and periods.period = totals.period
    {%- for side in ('champion', 'challenger') %}
    inner join ranked_subjects as {{ side }}s
        on periods.scorecard_id = {{ side }}s.scorecard_id
        and periods.challenger_id = {{ side }}s.challenger_id
        and periods.period = {{ side }}s.period
        and {{ side }}s.side = '{{ side }}'
        and periods.{{ side }}_is_disqualified = {{ side }}s.is_disqualified
        and periods.{{ side }}_score = {{ side }}s.score
    {%- endfor %}
    group by
        periods.scorecard_id, periods.challenger_id, periods.period,
        periods.scoring_date_of_period, periods.person_id

),

sums as (

    select
        scorecard_id,
        challenger_id,
        period,
        scoring_date_of_period,
        sum(leads) as leads,
        sum(of_converted * of_converted) * sum(has_converted) / nullif(sum(has_converted) - 1, 0)
            as converted_squares,
        sum(of_others * of_others) * sum(has_not_converted) / nullif(sum(has_not_converted) - 1, 0)
            as others_squares,
        sum(of_converted * of_others) * count(*) / nullif(count(*) - 1, 0) as products,
        sum(of_captured * of_captured) * sum(has_converted) / nullif(sum(has_converted) - 1, 0)
            as captured_squares
    from people
    group by scorecard_id, challenger_id, period, scoring_date_of_period

),

-- The paired difference of areas is DeLong's, with people as clusters, as in `roc_areas`.
variances as (

    select
        sums.*,
        totals.champion_auc as champion_auc,
        totals.challenger_auc as challenger_auc,
        totals.champion_capture as champion_capture,
        totals.challenger_capture as challenger_capture,
        totals.converted as converted,
        sums.converted_squares / nullif(totals.converted * totals.converted, 0)
            + sums.others_squares / nullif(totals.others * totals.others, 0)
            + 2 * sums.products / nullif(totals.converted * totals.others, 0) as auc_variance,
        sums.captured_squares / nullif(totals.converted * totals.converted, 0) as capture_variance
    from sums
    inner join totals
        on sums.scorecard_id = totals.scorecard_id
        and sums.challenger_id = totals.challenger_id
        and sums.period = totals.period

),

errors as (

    select
        *,
        sqrt(case when auc_variance < 0 then 0 else auc_variance end) as auc_error,
        sqrt(capture_variance) as capture_error
    from variances

),

final as (

    select
        scorecard_id,
        challenger_id,
        period,
        scoring_date_of_period as scoring_date,
        cast(leads as {{ dbt.type_bigint() }}) as leads,
        cast(converted as {{ dbt.type_bigint() }}) as converted,
        {%- for figure, name in {'auc': 'auc', 'capture': 'top_decile_capture'}.items() %}
        {%- set difference = 'challenger_' ~ figure ~ ' - champion_' ~ figure %}
        {%- set reach = lead_scoring.normal_quantile() ~ ' * ' ~ figure ~ '_error' %}
        {{ lead_scoring.rounded('champion_' ~ figure) }} as champion_{{ name }},
        {{ lead_scoring.rounded('challenger_' ~ figure) }} as challenger_{{ name }},
        {{ lead_scoring.rounded(difference) }} as {{ name }}_difference,
        {{ lead_scoring.rounded(difference ~ ' - ' ~ reach) }} as {{ name }}_difference_low,
        {{ lead_scoring.rounded(difference ~ ' + ' ~ reach) }}
            as {{ name }}_difference_high{{ ',' if not loop.last }}
        {%- endfor %}
    from errors

)

{{ lead_scoring.select_contract('final') }}
