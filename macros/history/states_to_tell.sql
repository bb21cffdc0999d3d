{#
    The CTEs `<prefix>entries` and `<prefix>states`: the entries of leads on one day, and what can be told
    of the leads. Reads the CTEs `<prefix>scores`, `<prefix>leads`, `<prefix>aliases`, `<prefix>points` and
    `definitions`.

    Args:
        prefix: 'current_' for the scoring date, 'past_' for a day that is backfilled.

    Example:
        with current_scores as (…), current_leads as (…), …, {{ lead_scoring.states_to_tell('current_') }}
#}
{% macro states_to_tell(prefix) %}
{{ prefix }}alias_counts as (

    select
        lead_key,
        cast(count(*) as {{ dbt.type_bigint() }}) as alias_count
    from {{ prefix }}aliases
    group by lead_key

),

-- A lead may have several overrides for one reason.
{{ prefix }}entries as (

    select
        leads.lead_id as lead_id,
        definitions.scorecard_id as scorecard_id,
        points.entry_key as entry_key,
        cast(sum(points.points) as {{ lead_scoring.type_decimal(18, 2) }}) as points,
        max(points.event_count) as event_count,
        max(points.last_event_on) as last_event_on
    from {{ prefix }}points as points
    inner join {{ prefix }}leads as leads
        on points.lead_key = leads.lead_key
    inner join definitions
        on points.entry_key = definitions.entry_key
    group by leads.lead_id, definitions.scorecard_id, points.entry_key

),

{{ prefix }}fingerprints as (

    select
        lead_id,
        scorecard_id,
        cast(sum((points + coalesce(event_count, 0)) * mod(entry_key, 99991))
            as {{ lead_scoring.type_decimal(38, 2) }}) as fingerprint
    from {{ prefix }}entries
    group by lead_id, scorecard_id

),

{{ prefix }}states as (

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
        coalesce(alias_counts.alias_count, 0) as alias_count,
        coalesce(fingerprints.fingerprint, 0) as fingerprint
    from {{ prefix }}scores as scores
    inner join {{ prefix }}leads as leads
        on scores.lead_id = leads.lead_id
    left join {{ prefix }}alias_counts as alias_counts
        on leads.lead_key = alias_counts.lead_key
    left join {{ prefix }}fingerprints as fingerprints
        on scores.lead_id = fingerprints.lead_id
        and scores.scorecard_id = fingerprints.scorecard_id

)
{%- endmacro %}
