{{ config(lead_scoring.laid_out_by(['scorecard_id', 'lead_id'])) }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set day = lead_scoring.scoring_day() -%}
{%- set customer_stages = lead_scoring.customer_stages(scorecards.stages) -%}
{%- set keeps_history = lead_scoring.keeps_history() -%}
{%- if keeps_history -%}
    {%- set history = ref('lead_scoring', 'lead_score_history') -%}
{%- endif %}

with

leads as (

    select lead_key, lead_id, lead_owner from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

scores as (

    select * from {{ ref('lead_scoring', 'lead_scores') }}
    where not is_disqualified

),

tiers as (

    select * from {{ ref('lead_scoring', 'lead_tiers') }}

),

stages as (

    select * from {{ ref('lead_scoring', 'lead_stages') }}

),

tallies as {{ lead_scoring.read_in_place() }}(

    select * from {{ ref('lead_scoring', 'int_lead_scoring__tallies') }}

),

customer_rows as (

    select lead_id
    from {{ ref('lead_scoring', 'int_lead_scoring__conversion_standing') }}
    where left_out_because is null
    {%- if customer_stages %}

    union all

    select lead_id
    from stages
    where stage_id in ({% for stage_id in customer_stages %}{{ lead_scoring.text_literal(stage_id) }}{{ ', ' if not loop.last }}{% endfor %})
    {%- endif %}

),

customers as (

    select distinct lead_id from customer_rows

),

-- When sales last reached the lead.
touches as (

    select
        lead_key,
        max(last_event_on) as last_touched_on
    from tallies
    where tally_id in ({{ lead_scoring.activation_tally_ids('touch') }})
    group by lead_key

),

activities as (

    select lead_key, last_event_on as last_activity_on
    from tallies
    where tally_id = {{ lead_scoring.text_literal(lead_scoring.own_tally().tally_id) }}

),
{% if keeps_history %}
history as (

    select *
    from {{ history }}
    where valid_from_on <= {{ day }}

),

weeks_ago as (

    select lead_id, scorecard_id, score, tier
    from history
    where {{ lead_scoring.days_between('valid_from_on', day) }} >= 7
        and (valid_to_on is null or {{ lead_scoring.days_between('valid_to_on', day) }} < 7)

),

entries_into_tiers as (

    select
        *,
        lag(tier) over (partition by lead_id, scorecard_id order by valid_from_on) as former_tier,
        lag(valid_to_on) over (partition by lead_id, scorecard_id order by valid_from_on) as former_valid_to_on
    from history

),

-- Since when a lead has been in the tier in which it is.
tier_days as (

    select
        lead_id,
        scorecard_id,
        max(valid_from_on) as in_tier_since
    from entries_into_tiers
    where former_valid_to_on is null
        or former_valid_to_on < valid_from_on
        or {{ lead_scoring.indented(lead_scoring.differs('tier', 'former_tier'), 8) }}
    group by lead_id, scorecard_id

),
{% endif %}
waiting as (

    select
        scores.lead_id as lead_id,
        scores.scorecard_id as scorecard_id,
        scores.scoring_date as scoring_date,
        leads.lead_owner as lead_owner,
        scores.score as score,
        tiers.tier as tier,
        tiers.grade as grade,
        stages.stage_id as stage_id,
        scores.top_reasons as top_reasons,
        {%- if keeps_history %}
        weeks_ago.score as score_week_ago,
        weeks_ago.tier as tier_week_ago,
        tier_days.in_tier_since as in_tier_since,
        {%- else %}
        cast(null as {{ lead_scoring.type_decimal(18, 2) }}) as score_week_ago,
        cast(null as {{ dbt.type_string() }}) as tier_week_ago,
        cast(null as date) as in_tier_since,
        {%- endif %}
        activities.last_activity_on as last_activity_on,
        touches.last_touched_on as last_touched_on,
        tiers.action as action
    from scores
    inner join leads
        on scores.lead_id = leads.lead_id
    inner join tiers
        on scores.lead_id = tiers.lead_id
        and scores.scorecard_id = tiers.scorecard_id
    left join stages
        on scores.lead_id = stages.lead_id
    left join customers
        on scores.lead_id = customers.lead_id
    left join touches
        on leads.lead_key = touches.lead_key
    left join activities
        on leads.lead_key = activities.lead_key
    {%- if keeps_history %}
    left join weeks_ago
        on scores.lead_id = weeks_ago.lead_id
        and scores.scorecard_id = weeks_ago.scorecard_id
    left join tier_days
        on scores.lead_id = tier_days.lead_id
        and scores.scorecard_id = tier_days.scorecard_id
    {%- endif %}
    where customers.lead_id is null
        and (
            touches.last_touched_on is null
            or {{ lead_scoring.days_between('touches.last_touched_on', day) }} >= {{ lead_scoring.whole_setting('touch_days') }}
        )

),

ranked as (

    select
        *,
        cast(row_number() over (
            partition by scorecard_id, lead_owner
            order by score desc, last_activity_on desc nulls last, lead_id
        ) as {{ dbt.type_bigint() }}) as queue_rank
    from waiting

),

final as (

    select
        lead_id,
        scorecard_id,
        scoring_date,
        lead_owner as owner,
        queue_rank,
        score,
        tier,
        grade,
        stage_id,
        top_reasons,
        cast({{ lead_scoring.published_score('score') }} - score_week_ago as {{ lead_scoring.type_decimal(18, 2) }}) as score_change,
        tier_week_ago,
        last_activity_on,
        last_touched_on,
        cast({{ lead_scoring.days_between(
            'case when last_touched_on > in_tier_since then last_touched_on else in_tier_since end', day
        ) }} as {{ dbt.type_bigint() }}) as days_waiting,
        action
    from ranked
    where queue_rank <= {{ lead_scoring.whole_setting('queue_size') }}

)

{{ lead_scoring.select_contract('final') }}
