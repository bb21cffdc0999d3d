{{ config(dict(
    lead_scoring.physical_layout(['scorecard_id', 'lead_id']),
    enabled=lead_scoring.activates(),
)) }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set day = lead_scoring.scoring_day() -%}
{%- set customer_stages = lead_scoring.customer_stages(scorecards.stages) -%}
{%- set has_owner = lead_scoring.owner_column() is not none -%}
{%- set keeps_history = lead_scoring.keeps_history() -%}
{%- if keeps_history -%}
    {%- set history = ref('lead_scoring', 'lead_score_history') -%}
    {%- set movements = ref('lead_scoring', 'lead_score_movements') -%}
    {%- set log = ref('lead_scoring', 'int_lead_scoring__score_log') -%}
{%- endif -%}
{%- set is_past = keeps_history and lead_scoring.is_past_day(log) %}

{% if is_past and load_relation(this) -%}
-- The history has a later day than the scoring date. Nobody is to call by a past day's scores.
select * from {{ this }}
{%- else -%}
with

leads as (

    select
        lead_key,
        lead_id,
        {{ 'cast(null as ' ~ dbt.type_string() ~ ') as ' if not has_owner }}lead_owner
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}
    where exclusion_reason is null

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

activities as {{ lead_scoring.inlined_cte() }}(

    {{ lead_scoring.indented(lead_scoring.counted_activities(lead_scoring.scope()) | trim, 4) }}

),

customer_rows as (

    select lead_id
    from {{ ref('lead_scoring', 'int_lead_scoring__conversions') }}
    where exclusion_reason is null
    {%- if customer_stages %}

    union all

    select lead_id
    from stages
    where {{ lead_scoring.in_list('stage_id', lead_scoring.text_literals(customer_stages)) }}
    {%- endif %}

),

customers as (

    select distinct lead_id from customer_rows

),

-- When the lead last did something itself, and when sales last reached it.
last_days as (

    select
        lead_key,
        max(case when {{ lead_scoring.is_own_event() }} then occurred_on end) as last_activity_on,
        max(case when {{ lead_scoring.is_activity('touch') }} then occurred_on end)
            as last_touched_on
    from activities
    where is_event
    group by lead_key

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

recent_movements as (

    select *
    from {{ movements }}
    where {{ lead_scoring.days_between('moved_on', day) }} < 7

),

moved_entries as (

    {{ lead_scoring.indented(lead_scoring.net_movements(
        'recent_movements', ['lead_id', 'scorecard_id']
    ) | trim, 4) }}

),

ranked_entries as (

    select
        *,
        description || ' (' || {{ lead_scoring.points_in_words('points_change') }} || ')' as words,
        row_number() over (
            partition by lead_id, scorecard_id
            order by abs(points_change) desc, {{ lead_scoring.by_code_point('description') }},
                entry_type
        ) as place
    from moved_entries

),

moves as (

    select
        lead_id,
        scorecard_id,
        max(case when place = 1 then words end)
            || coalesce('; ' || max(case when place = 2 then words end), '')
            || coalesce('; ' || max(case when place = 3 then words end), '') as moved_by
    from ranked_entries
    where place <= 3
    group by lead_id, scorecard_id

),

entries_into_tiers as (

    select
        *,
        lag(tier) over (partition by lead_id, scorecard_id order by valid_from_on) as former_tier,
        lag(valid_to_on) over (
            partition by lead_id, scorecard_id
            order by valid_from_on
        ) as former_valid_to_on
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
        moves.moved_by as moved_by,
        {%- else %}
        cast(null as {{ lead_scoring.type_decimal(18, 2) }}) as score_week_ago,
        cast(null as {{ dbt.type_string() }}) as tier_week_ago,
        cast(null as date) as in_tier_since,
        cast(null as {{ dbt.type_string() }}) as moved_by,
        {%- endif %}
        last_days.last_activity_on as last_activity_on,
        last_days.last_touched_on as last_touched_on,
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
    left join last_days
        on leads.lead_key = last_days.lead_key
    {%- if keeps_history %}
    left join weeks_ago
        on scores.lead_id = weeks_ago.lead_id
        and scores.scorecard_id = weeks_ago.scorecard_id
    left join tier_days
        on scores.lead_id = tier_days.lead_id
        and scores.scorecard_id = tier_days.scorecard_id
    left join moves
        on scores.lead_id = moves.lead_id
        and scores.scorecard_id = moves.scorecard_id
    {%- endif %}
    where customers.lead_id is null
        and (
            last_days.last_touched_on is null
            or {{ lead_scoring.days_between('last_days.last_touched_on', day) }}
                >= {{ lead_scoring.integer_setting('touch_days') }}
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
        cast({{ lead_scoring.indented(lead_scoring.published_score(
            scorecards, 'score', 'tier', 'scorecard_id'
        ), 8) }} - score_week_ago
            as {{ lead_scoring.type_decimal(18, 2) }}) as score_change,
        tier_week_ago,
        moved_by,
        last_activity_on,
        last_touched_on,
        cast({{ lead_scoring.days_between(
            'case when last_touched_on > in_tier_since then last_touched_on else in_tier_since end',
            day
        ) }} as {{ dbt.type_bigint() }}) as days_waiting,
        action
    from ranked
    where queue_rank <= {{ lead_scoring.integer_setting('queue_size') }}

)

{{ lead_scoring.select_contract('final') }}
{%- if is_past %}
where 1 = 0
{%- endif %}
{%- endif %}
