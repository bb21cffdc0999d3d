{#
    What one day's scores are compared by with another day's, as a query: a row per lead and
    scorecard with what is published of it, and how many records and visitors the lead was made of.

    Args:
        scores: name of a query with the columns of lead_scores and lead_tiers.
        identities: name of a query with the identity map of that day.

    Example:
        with states as ( {{ lead_scoring.comparable_scores('scores', 'identities') }} )
#}
{% macro comparable_scores(scores, identities) %}
select
    scores.scoring_date as scoring_date,
    scores.lead_id as lead_id,
    scores.scorecard_id as scorecard_id,
    scores.score as exact_score,
    {{ lead_scoring.published_score('scores.score') }} as score,
    scores.tier as tier,
    scores.fit_grade as fit_grade,
    scores.engagement_grade as engagement_grade,
    scores.is_disqualified as is_disqualified,
    coalesce(alias_counts.alias_count, 0) as alias_count
from {{ scores }} as scores
left join (
    select
        lead_id,
        cast(count(*) as {{ dbt.type_bigint() }}) as alias_count
    from {{ identities }}
    where ends_at is null and lead_id is not null
    group by lead_id
) as alias_counts
    on scores.lead_id = alias_counts.lead_id
{% endmacro %}
