{#
    The CTEs that end with `adjusted_odds`: how a rule changes the odds of a conversion among leads
    that are alike in all their other points. Reads the CTEs `counts` (of all days) and `fired`.

    Leads are alike that are in the same tenth of the score, the points of the rule taken off: the
    odds ratio over these strata is that of N. Mantel and W. Haenszel, J. Natl. Cancer Inst. 22
    (1959) 719-748, the variance of its logarithm that of J. Robins, N. Breslow and S. Greenland,
    Biometrics 42 (1986) 311-323. No entry of a limit is taken off.

    Example:
        with counts as (…), fired as (…), {{ lead_scoring.adjusted_odds() }}
#}
{% macro adjusted_odds() %}
scores as (

    select
        scorecard_id,
        score,
        sum(leads) as leads,
        sum(converted) as converted
    from counts
    group by scorecard_id, score

),

{{ lead_scoring.strata_of_scores() | trim }},

-- With the points of the rule, and without.
fired_counts as (

    select
        scorecard_id,
        rule_id,
        true as is_integer,
        score as points,
        count(*) as leads,
        sum(converted) as converted
    from fired
    group by scorecard_id, rule_id, score

    union all

    select
        scorecard_id,
        rule_id,
        false as is_integer,
        score - points as points,
        count(*) as leads,
        sum(converted) as converted
    from fired
    group by scorecard_id, rule_id, score - points

),

fired_strata as (

    select
        fired_counts.scorecard_id as scorecard_id,
        fired_counts.rule_id as rule_id,
        strata.stratum as stratum,
        sum(case when fired_counts.is_integer then 0 else fired_counts.leads end) as leads_with,
        sum(case when fired_counts.is_integer then 0 else fired_counts.converted end)
            as converted_with,
        max(strata.leads)
            - sum(case when fired_counts.is_integer then fired_counts.leads else 0 end)
            as leads_without,
        max(strata.converted)
            - sum(case when fired_counts.is_integer then fired_counts.converted else 0 end)
            as converted_without
    from fired_counts
    inner join strata
        on fired_counts.scorecard_id = strata.scorecard_id
        and (fired_counts.points >= strata.lower_bound or strata.place = 1)
        and (fired_counts.points < strata.upper_bound or strata.upper_bound is null)
    group by fired_counts.scorecard_id, fired_counts.rule_id, strata.stratum

),

agreements as (

    select
        scorecard_id,
        rule_id,
        {{ lead_scoring.double('converted_with * (leads_without - converted_without)') }}
            / (leads_with + leads_without) as for_it,
        {{ lead_scoring.double('(leads_with - converted_with) * converted_without') }}
            / (leads_with + leads_without) as against_it,
        {{ lead_scoring.double('converted_with + leads_without - converted_without') }}
            / (leads_with + leads_without) as proportion_for,
        {{ lead_scoring.double('leads_with - converted_with + converted_without') }}
            / (leads_with + leads_without) as proportion_against
    from fired_strata
    where leads_with > 0 and leads_without > 0

),

agreement_sums as (

    select
        scorecard_id,
        rule_id,
        nullif(sum(for_it), 0) as for_it,
        nullif(sum(against_it), 0) as against_it,
        sum(proportion_for * for_it) as both_for,
        sum(proportion_for * against_it + proportion_against * for_it) as mixed,
        sum(proportion_against * against_it) as both_against
    from agreements
    group by scorecard_id, rule_id

),

adjusted_odds as (

    select
        scorecard_id,
        rule_id,
        ln(for_it / against_it) as log_odds_ratio,
        both_for / (2 * for_it * for_it) + mixed / (2 * for_it * against_it)
            + both_against / (2 * against_it * against_it) as variance
    from agreement_sums

)
{%- endmacro %}
