{#
    The CTEs that end with `roc_areas`: of each scorecard and period the area under the ROC curve
    (`auc`) with its `standard_error`. Reads the CTE `observations` and one of placed scores.

    The area comes from midranks, so equal scores count half. The error is that of E. R. DeLong,
    D. M. DeLong and D. L. Clarke-Pearson, Biometrics 44 (1988) 837-845; where people are seen on
    several days, with people as clusters: N. A. Obuchowski, Biometrics 53 (1997) 567-578, which
    with each person once is the same.

    Args:
        counts: name of the CTE in the columns of `ranked_subjects`.

    Example:
        with counts as (…), observations as (…), {{ lead_scoring.roc_areas() }}
#}
{% macro roc_areas(counts='counts') %}
areas as (

    select
        scorecard_id,
        period,
        {{ lead_scoring.double(
            'sum(converted * (2 * ((all_leads - all_converted) - (leads_above - converted_above))'
            ~ ' - (leads - converted)))'
        ) }} / nullif(2 * max(all_converted) * max(all_leads - all_converted), 0) as auc,
        max(all_converted) as converted,
        max(all_leads - all_converted) as others
    from {{ counts }}
    group by scorecard_id, period

),

components as (

    select
        observations.scorecard_id as scorecard_id,
        observations.period as period,
        observations.person_id as person_id,
        sum(observations.converted * (observations.proportion_beaten - areas.auc)) as of_converted,
        sum(
            (1 - observations.converted) * (observations.proportion_beaten_by - areas.auc)
        ) as of_others,
        max(observations.converted) as has_converted,
        max(1 - observations.converted) as has_not_converted
    from observations
    inner join areas
        on observations.scorecard_id = areas.scorecard_id
        and observations.period = areas.period
    group by observations.scorecard_id, observations.period, observations.person_id

),

sums_of_components as (

    select
        scorecard_id,
        period,
        sum(of_converted * of_converted) * sum(has_converted) / nullif(sum(has_converted) - 1, 0)
            as converted_squares,
        sum(of_others * of_others) * sum(has_not_converted) / nullif(sum(has_not_converted) - 1, 0)
            as others_squares,
        sum(of_converted * of_others) * count(*) / nullif(count(*) - 1, 0) as products
    from components
    group by scorecard_id, period

),

variances as (

    select
        areas.scorecard_id as scorecard_id,
        areas.period as period,
        areas.auc as auc,
        sums.converted_squares / (areas.converted * areas.converted)
            + sums.others_squares / (areas.others * areas.others)
            + 2 * sums.products / (areas.converted * areas.others) as variance
    from areas
    left join sums_of_components as sums
        on areas.scorecard_id = sums.scorecard_id
        and areas.period = sums.period
    where areas.auc is not null

),

roc_areas as (

    select
        scorecard_id,
        period,
        auc,
        -- in tiny samples the products may outweigh the squares
        sqrt(case when variance < 0 then 0 else variance end) as standard_error
    from variances

)
{%- endmacro %}
