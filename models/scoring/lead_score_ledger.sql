{%- set scorecards = lead_scoring.scorecards() -%}
{%- set day = lead_scoring.scoring_day() -%}

with

leads as {{ lead_scoring.read_in_place() }}(

    select
        *,
        {{ lead_scoring.days_between('created_on', day) }} as lead_age_days
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

events as {{ lead_scoring.read_in_place() }}(

    select
        *,
        {{ lead_scoring.days_between('occurred_on', day) }} as age_days
    from {{ ref('lead_scoring', 'int_lead_scoring__events') }}

),

scored_leads as {{ lead_scoring.read_in_place() }}(

    select * from {{ ref('lead_scoring', 'int_lead_scoring__scored_leads') }}

),

overrides as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__override_standing') }}
    where left_out_because is null

),
{% if lead_scoring.event_scan() == 'one_pass' %}
{{ lead_scoring.tallies(scorecards) }},
{% endif %}
rule_entries as (

    {{ lead_scoring.indented(
        (lead_scoring.rule_entries(scorecards) or [lead_scoring.no_rule_entries()]) | join('\n\nunion all\n\n'), 4
    ) }}

),

limited_groups as (

    {{ lead_scoring.indented(lead_scoring.limited_groups(scorecards), 4) }}

),

rule_totals as (

    select
        lead_id,
        scorecard_id,
        group_id,
        sum(points) as sum_of_points,
        max(points) as best_points
    from rule_entries
    group by lead_id, scorecard_id, group_id

),

-- Every scored lead has every limited group: a lower limit above 0 holds without any rule.
group_points as (

    select
        scored_leads.lead_id as lead_id,
        limited_groups.scorecard_id as scorecard_id,
        limited_groups.group_id as group_id,
        limited_groups.axis,
        limited_groups.description,
        limited_groups.min_points,
        limited_groups.max_points,
        coalesce(rule_totals.sum_of_points, 0) as sum_of_points,
        coalesce(
            case when limited_groups.counts_best_only then rule_totals.best_points
                else rule_totals.sum_of_points end,
            0
        ) as combined_points
    from scored_leads
    inner join limited_groups
        on scored_leads.scorecard_id = limited_groups.scorecard_id
    left join rule_totals
        on scored_leads.lead_id = rule_totals.lead_id
        and limited_groups.scorecard_id = rule_totals.scorecard_id
        and limited_groups.group_id = rule_totals.group_id

),

group_limits as (

    select
        lead_id,
        scorecard_id,
        group_id,
        axis,
        description,
        {{ lead_scoring.within_limits('combined_points', 'min_points', 'max_points') }}
            - sum_of_points as points
    from group_points

),

group_limit_entries as (

    select * from group_limits
    where points <> 0

),

override_entries as (

    select
        lead_id,
        scorecard_id,
        points,
        coalesce(reason, 'Override') as description
    from overrides

),

limited_scores as (

    {{ lead_scoring.indented(lead_scoring.limited_scores(scorecards), 4) }}

),

unlimited_points as (

    select lead_id, scorecard_id, points from rule_entries
    union all
    select lead_id, scorecard_id, points from group_limit_entries
    union all
    select lead_id, scorecard_id, points from override_entries

),

unlimited_scores as (

    select
        lead_id,
        scorecard_id,
        sum(points) as score
    from unlimited_points
    group by lead_id, scorecard_id

),

limited_leads as (

    select
        scored_leads.lead_id as lead_id,
        limited_scores.scorecard_id as scorecard_id,
        limited_scores.description,
        limited_scores.min_score,
        limited_scores.max_score,
        coalesce(unlimited_scores.score, 0) as score
    from scored_leads
    inner join limited_scores
        on scored_leads.scorecard_id = limited_scores.scorecard_id
    left join unlimited_scores
        on scored_leads.lead_id = unlimited_scores.lead_id
        and scored_leads.scorecard_id = unlimited_scores.scorecard_id

),

score_limit_entries as (

    select
        lead_id,
        scorecard_id,
        description,
        {{ lead_scoring.within_limits('score', 'min_score', 'max_score') }}
            - score as points
    from limited_leads
    where score < min_score or score > max_score

),

entries as (

    select
        lead_id,
        scorecard_id,
        'rule' as entry_type,
        group_id,
        rule_id,
        event_count,
        last_event_on,
        points,
        description,
        axis
    from rule_entries

    union all

    select lead_id, scorecard_id, 'group_limit', group_id, null, null, null, points, description, axis
    from group_limit_entries

    union all

    select lead_id, scorecard_id, 'override', null, null, null, null, points, description, null
    from override_entries

    union all

    select lead_id, scorecard_id, 'score_limit', null, null, null, null, points, description, null
    from score_limit_entries

),

final as (

    select
        lead_id,
        scorecard_id,
        {{ day }} as scoring_date,
        entry_type,
        group_id,
        rule_id,
        event_count,
        last_event_on,
        cast(points as {{ lead_scoring.type_decimal(18, 2) }}) as points,
        description,
        axis
    from entries

)

{{ lead_scoring.select_contract('final') }}
