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

{{ lead_scoring.limit_entries(scorecards) }},

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

select * from final
