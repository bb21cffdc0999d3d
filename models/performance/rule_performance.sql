{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set rows = [] -%}
{%- for card in lead_scoring.scorecards(with_challenger=true).cards -%}
    {%- for rule in card.rules -%}
        {%- do rows.append([
            lead_scoring.text_literal(card.scorecard_id),
            lead_scoring.text_literal(rule.rule_id),
            lead_scoring.cell_literal(rule.group_id),
            lead_scoring.text_literal(rule.description or rule.rule_id),
            lead_scoring.cell_literal(rule.points or '0', 'number'),
        ]) -%}
    {%- endfor -%}
{%- endfor -%}
{%- set redundant_from = 0.8 %}

with

rules as (

    {{ lead_scoring.indented(lead_scoring.inline_rows({
        'scorecard_id': dbt.type_string(), 'rule_id': dbt.type_string(),
        'group_id': dbt.type_string(), 'description': dbt.type_string(),
        'points': lead_scoring.type_decimal(18, 2),
    }, rows), 4) }}

),

fired as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__fired_rules') }}

),

counts as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__score_counts') }}
    where period = 'all days'

),

calibrations as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__calibrations') }}
    where period = 'all days'

),

people as (

    select
        scorecard_id,
        person_id,
        {{ lead_scoring.double('count(*)') }} as leads,
        {{ lead_scoring.double('sum(converted)') }} as converted
    from {{ ref('lead_scoring', 'int_lead_scoring__observations') }}
    where period = 'all days'
    group by scorecard_id, person_id

),

totals as (

    select
        scorecard_id,
        count(*) as people,
        sum(leads) as leads,
        sum(converted) as converted,
        sum(converted * converted) as converted_squares,
        sum(leads * converted) as products,
        sum(leads * leads) as lead_squares
    from people
    group by scorecard_id

),

fired_people as (

    select
        scorecard_id,
        rule_id,
        person_id,
        {{ lead_scoring.double('count(*)') }} as leads,
        {{ lead_scoring.double('sum(converted)') }} as converted,
        sum(points) as points
    from fired
    group by scorecard_id, rule_id, person_id

),

fired_sums as (

    select
        fired_people.scorecard_id as scorecard_id,
        fired_people.rule_id as rule_id,
        count(*) as people,
        sum(case when fired_people.leads = people.leads then 1 else 0 end) as people_with_alone,
        sum(fired_people.leads) as leads,
        sum(fired_people.converted) as converted,
        sum(fired_people.points) as points,
        sum(fired_people.converted * fired_people.converted) as converted_squares,
        sum(fired_people.leads * fired_people.converted) as products,
        sum(fired_people.leads * fired_people.leads) as lead_squares,
        sum(
            (people.converted - fired_people.converted)
            * (people.converted - fired_people.converted)
            - people.converted * people.converted
        ) as converted_squares_less,
        sum((people.converted - fired_people.converted) * (people.leads - fired_people.leads)
            - people.converted * people.leads) as products_less,
        sum((people.leads - fired_people.leads) * (people.leads - fired_people.leads)
            - people.leads * people.leads) as lead_squares_less
    from fired_people
    inner join people
        on fired_people.scorecard_id = people.scorecard_id
        and fired_people.person_id = people.person_id
    group by fired_people.scorecard_id, fired_people.rule_id

),

{{ lead_scoring.adjusted_odds() | trim }},

-- Pairs of rules that fire for the same leads: the correlation of two yes/no columns (phi).
pairs as (

    select
        fired.scorecard_id as scorecard_id,
        fired.rule_id as rule_id,
        others.rule_id as other_rule_id,
        {{ lead_scoring.double('count(*)') }} as both_fire
    from fired
    inner join fired as others
        on fired.scorecard_id = others.scorecard_id
        and fired.scoring_date = others.scoring_date
        and fired.lead_id = others.lead_id
    where fired.rule_id <> others.rule_id
    group by fired.scorecard_id, fired.rule_id, others.rule_id

),

correlations as (

    select
        pairs.scorecard_id as scorecard_id,
        pairs.rule_id as rule_id,
        pairs.other_rule_id as other_rule_id,
        (pairs.both_fire * totals.leads - these.leads * those.leads) / nullif(sqrt(
            these.leads * (totals.leads - these.leads) * those.leads * (totals.leads - those.leads)
        ), 0) as phi
    from pairs
    inner join totals
        on pairs.scorecard_id = totals.scorecard_id
    inner join fired_sums as these
        on pairs.scorecard_id = these.scorecard_id
        and pairs.rule_id = these.rule_id
    inner join fired_sums as those
        on pairs.scorecard_id = those.scorecard_id
        and pairs.other_rule_id = those.rule_id

),

ranked_correlations as (

    select
        *,
        row_number() over (
            partition by scorecard_id, rule_id
            order by phi desc, {{ lead_scoring.by_code_point('other_rule_id') }}
        ) as place
    from correlations
    where phi is not null

),

rates as (

    select
        rules.scorecard_id as scorecard_id,
        rules.rule_id as rule_id,
        rules.group_id as group_id,
        rules.description as description,
        rules.points as points,
        coalesce(totals.leads, 0) as leads,
        coalesce(totals.converted, 0) as converted,
        coalesce(fired_sums.leads, 0) as leads_with,
        coalesce(fired_sums.converted, 0) as converted_with,
        coalesce(totals.leads, 0) - coalesce(fired_sums.leads, 0) as leads_without,
        coalesce(totals.converted, 0) - coalesce(fired_sums.converted, 0) as converted_without,
        coalesce(fired_sums.people, 0) as people_with,
        totals.people - coalesce(fired_sums.people_with_alone, 0) as people_without,
        {{ lead_scoring.double('fired_sums.points') }} / fired_sums.leads as mean_points,
        fired_sums.converted_squares as converted_squares,
        fired_sums.products as products,
        fired_sums.lead_squares as lead_squares,
        totals.converted_squares + coalesce(fired_sums.converted_squares_less, 0)
            as converted_squares_without,
        totals.products + coalesce(fired_sums.products_less, 0) as products_without,
        totals.lead_squares + coalesce(fired_sums.lead_squares_less, 0) as lead_squares_without,
        fired_sums.converted / nullif(fired_sums.leads, 0) as rate_with,
        (totals.converted - coalesce(fired_sums.converted, 0))
            / nullif(totals.leads - coalesce(fired_sums.leads, 0), 0) as rate_without,
        adjusted_odds.log_odds_ratio as log_odds_ratio,
        adjusted_odds.variance as variance,
        case when calibrations.slope > 0 then calibrations.slope end as slope,
        closest.other_rule_id as closest_rule_id,
        closest.phi as phi
    from rules
    left join totals
        on rules.scorecard_id = totals.scorecard_id
    left join fired_sums
        on rules.scorecard_id = fired_sums.scorecard_id
        and rules.rule_id = fired_sums.rule_id
    left join adjusted_odds
        on rules.scorecard_id = adjusted_odds.scorecard_id
        and rules.rule_id = adjusted_odds.rule_id
    left join calibrations
        on rules.scorecard_id = calibrations.scorecard_id
    left join ranked_correlations as closest
        on rules.scorecard_id = closest.scorecard_id
        and rules.rule_id = closest.rule_id
        and closest.place = 1

),

trials as (

    select
        *,
        {{ lead_scoring.indented(lead_scoring.effective_trials(
            'leads_with', 'rate_with',
            '(converted_squares - 2 * rate_with * products + rate_with * rate_with * lead_squares)',
            'people_with'
        ), 8) }} as trials_with,
        {{ lead_scoring.indented(lead_scoring.effective_trials(
            'leads_without', 'rate_without',
            '(converted_squares_without - 2 * rate_without * products_without'
            ~ ' + rate_without * rate_without * lead_squares_without)', 'people_without'
        ), 8) }} as trials_without
    from rates

),

-- Half a lead is added to each count of a logarithm, so that none is of 0: J. B. S. Haldane, Annals
-- of Human Genetics 20 (1956); S. D. Walter, Biometrics 31 (1975), for the ratio of rates.
effects as (

    select
        *,
        case when leads_with > 0 and leads_without > 0 then
            ln((rate_with * trials_with + 0.5) / (trials_with + 0.5))
            - ln((rate_without * trials_without + 0.5) / (trials_without + 0.5))
        end as log_lift,
        sqrt(
            1 / (rate_with * trials_with + 0.5) - 1 / (trials_with + 0.5)
            + 1 / (rate_without * trials_without + 0.5) - 1 / (trials_without + 0.5)
        ) as log_lift_error,
        case when leads_with > 0 and leads_without > 0 then
            ln((converted_with + 0.5) / (converted + 1))
            - ln((leads_with - converted_with + 0.5) / (leads - converted + 1))
        end as evidence_with,
        case when leads_with > 0 and leads_without > 0 then
            ln((converted_without + 0.5) / (converted + 1))
            - ln((leads_without - converted_without + 0.5) / (leads - converted + 1))
        end as evidence_without,
        -- rows of the same people say less, of the odds as of the rates
        sqrt(variance * case
            when leads_with * trials_without > leads_without * trials_with
                then leads_with / nullif(trials_with, 0)
            else leads_without / nullif(trials_without, 0)
        end) as log_odds_error
    from trials

),

evidence as (

    select
        *,
        log_odds_ratio / slope as evident_points,
        (log_odds_ratio - {{ lead_scoring.normal_quantile() }} * log_odds_error) / slope
            as evident_points_low,
        (log_odds_ratio + {{ lead_scoring.normal_quantile() }} * log_odds_error) / slope
            as evident_points_high,
        (converted_with + 0.5) / (converted + 1)
            - (leads_with - converted_with + 0.5) / (leads - converted + 1) as gap_with,
        (converted_without + 0.5) / (converted + 1)
            - (leads_without - converted_without + 0.5) / (leads - converted + 1) as gap_without
    from effects

),

verdicts as (

    select
        *,
        case
            when leads = 0 then 'no_outcomes'
            when leads_with = 0 then 'never_fires'
            when leads_with = leads then 'always_fires'
            when evident_points_low is null then 'no_evidence'
            when mean_points > 0 and evident_points_high < 0 then 'against_evidence'
            when mean_points < 0 and evident_points_low > 0 then 'against_evidence'
            when mean_points > evident_points_high and mean_points > 0 then 'too_many_points'
            when mean_points < evident_points_low and mean_points < 0 then 'too_many_points'
            when mean_points > evident_points_high or mean_points < evident_points_low
                then 'too_few_points'
            when evident_points_low <= 0 and evident_points_high >= 0 then 'no_evidence'
            else 'agrees'
        end as verdict
    from evidence

),

final as (

    select
        scorecard_id,
        rule_id,
        group_id,
        description,
        verdict,
        cast(leads as {{ dbt.type_bigint() }}) as leads,
        cast(leads_with as {{ dbt.type_bigint() }}) as leads_with,
        {%- set lift_error = lead_scoring.normal_quantile() ~ ' * log_lift_error' %}
        {%- set odds_error = lead_scoring.normal_quantile() ~ ' * log_odds_error' %}
        {%- for name, sql in {
            'support': 'leads_with / nullif(leads, 0)',
            'conversion_with': 'rate_with',
            'conversion_with_low': lead_scoring.wilson('rate_with', 'trials_with', 'low'),
            'conversion_with_high': lead_scoring.wilson('rate_with', 'trials_with', 'high'),
            'conversion_without': 'rate_without',
            'conversion_without_low': lead_scoring.wilson('rate_without', 'trials_without', 'low'),
            'conversion_without_high':
                lead_scoring.wilson('rate_without', 'trials_without', 'high'),
            'lift': 'rate_with / nullif(rate_without, 0)',
            'lift_low': 'case when rate_with > 0 then exp(log_lift - ' ~ lift_error ~ ')'
                ~ ' else 0 * log_lift end',
            'lift_high': 'case when rate_without > 0 then exp(log_lift + ' ~ lift_error ~ ') end',
            'weight_of_evidence': 'evidence_with',
            'information_value': 'gap_with * evidence_with + gap_without * evidence_without',
            'odds_ratio': 'exp(log_odds_ratio)',
            'odds_ratio_low': 'exp(log_odds_ratio - ' ~ odds_error ~ ')',
            'odds_ratio_high': 'exp(log_odds_ratio + ' ~ odds_error ~ ')',
        }.items() %}
        {{ lead_scoring.indented(lead_scoring.rounded(sql), 8) }} as {{ name }},
        {%- endfor %}
        points,
        {{ lead_scoring.rounded('mean_points') }} as mean_points,
        {{ lead_scoring.rounded('evident_points') }} as evident_points,
        {{ lead_scoring.rounded('evident_points_low') }} as evident_points_low,
        {{ lead_scoring.rounded('evident_points_high') }} as evident_points_high,
        leads_with = 0 as is_never_fired,
        leads > 0 and leads_with = leads as is_always_fired,
        verdict = 'against_evidence' as is_against_evidence,
        closest_rule_id,
        {{ lead_scoring.rounded('phi') }} as closest_rule_phi,
        case when phi >= {{ redundant_from }} then closest_rule_id end as redundant_with
    from verdicts

)

{{ lead_scoring.select_contract('final') }}
