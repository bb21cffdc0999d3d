{#
    The CTEs that end with `other_entries`: what the limits of groups and scores cut, and overrides (SPEC:
    How a score is computed, steps 7 to 9). Reads the CTEs `scored_leads`, `rule_entries` and
    `overrides`.

    Args:
        scorecards: see `scorecards`.

    Example:
        with scored_leads as (…), rule_entries as (…), overrides as (…), {{ lead_scoring.other_entries(scorecards) }}
#}
{% macro other_entries(scorecards) %}
entries as (

    {{ lead_scoring.indented(lead_scoring.entry_rows(scorecards), 4) }}

),

limits as (

    {{ lead_scoring.indented(lead_scoring.limit_rows(scorecards), 4) }}

),

rule_totals as (

    select
        rule_entries.lead_key as lead_key,
        limits.entry_key as entry_key,
        sum(rule_entries.points) as sum_of_points,
        max(rule_entries.points) as best_points
    from rule_entries
    inner join entries
        on rule_entries.entry_key = entries.entry_key
    inner join limits
        on entries.scorecard_id = limits.scorecard_id
        and entries.group_id = limits.group_id
    group by rule_entries.lead_key, limits.entry_key

),

-- Every scored lead has every limited group: a lower limit above 0 holds without any rule.
group_points as (

    select
        scored_leads.lead_key as lead_key,
        limits.scorecard_id as scorecard_id,
        limits.entry_key as entry_key,
        limits.lower_limit as lower_limit,
        limits.upper_limit as upper_limit,
        coalesce(rule_totals.sum_of_points, 0) as sum_of_points,
        coalesce(
            case when limits.counts_best_only then rule_totals.best_points
                else rule_totals.sum_of_points end,
            0
        ) as combined_points
    from scored_leads
    inner join limits
        on scored_leads.scorecard_id = limits.scorecard_id
        and limits.group_id is not null
    left join rule_totals
        on scored_leads.lead_key = rule_totals.lead_key
        and limits.entry_key = rule_totals.entry_key

),

group_limits as (

    select
        lead_key,
        scorecard_id,
        entry_key,
        {{ lead_scoring.within_limits('combined_points', 'lower_limit', 'upper_limit') }}
            - sum_of_points as points
    from group_points

),

group_limit_entries as (

    select * from group_limits
    where points <> 0

),

score_limits as (

    select * from limits
    where group_id is null

),

unlimited_points as (

    select
        rule_entries.lead_key as lead_key,
        entries.scorecard_id as scorecard_id,
        rule_entries.points as points
    from rule_entries
    inner join entries
        on rule_entries.entry_key = entries.entry_key
    inner join score_limits
        on entries.scorecard_id = score_limits.scorecard_id

    union all

    select lead_key, scorecard_id, points from group_limit_entries

    union all

    select lead_key, scorecard_id, points from overrides

),

unlimited_scores as (

    select
        lead_key,
        scorecard_id,
        sum(points) as score
    from unlimited_points
    group by lead_key, scorecard_id

),

limited_leads as (

    select
        scored_leads.lead_key as lead_key,
        score_limits.entry_key as entry_key,
        score_limits.lower_limit as lower_limit,
        score_limits.upper_limit as upper_limit,
        coalesce(unlimited_scores.score, 0) as score
    from scored_leads
    inner join score_limits
        on scored_leads.scorecard_id = score_limits.scorecard_id
    left join unlimited_scores
        on scored_leads.lead_key = unlimited_scores.lead_key
        and scored_leads.scorecard_id = unlimited_scores.scorecard_id

),

score_limit_entries as (

    select
        lead_key,
        entry_key,
        {{ lead_scoring.within_limits('score', 'lower_limit', 'upper_limit') }}
            - score as points
    from limited_leads
    where score < lower_limit or score > upper_limit

),

other_entries as (

    select lead_key, entry_key, points from group_limit_entries
    union all
    select lead_key, entry_key, points from score_limit_entries
    union all
    select lead_key, entry_key, points from overrides

)
{%- endmacro %}
