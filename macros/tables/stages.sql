{#
    The life-cycle stages (SPEC: How a score is computed, step 12). Where history is kept, a stage
    once entered is kept, see `int_lead_scoring__stage_log`; else only the day itself can say. A
    whole model.

    Example (models/core/lead_stages.sql, whole but for its layout):
        {{ lead_scoring.stages() }}
#}
{% macro stages() %}
{%- set scope = lead_scoring.scope() -%}
{%- set scorecards = lead_scoring.scorecards() -%}
{%- set day = scope.day -%}
{%- set activities = lead_scoring.counted_activities(scope) -%}
with

{{ lead_scoring.scored_subjects(scope) | trim }},

activities as {{ lead_scoring.inlined_cte() }}(

    {{ lead_scoring.indented(activities | trim, 4) }}

),

stages as (

    {{ lead_scoring.indented(lead_scoring.stage_rows(scorecards), 4) }}

),

-- The highest stage that any line admits; of its lines the one that held first.
ranked_stages as (

    select
        *,
        row_number() over (
            partition by lead_id
            order by stage_rank desc, entered_on
        ) as stage_row_number
    from {{ ref('lead_scoring', 'int_lead_scoring__admitted_stages') }}

),
{% if lead_scoring.keeps_history() %}
-- What has been published up to the scoring date; the last run of a day holds.
ranked_lines as (

    select
        *,
        row_number() over (
            partition by lead_id
            order by scoring_date desc, run_number desc
        ) as line_rank
    from {{ ref('lead_scoring', 'int_lead_scoring__stage_log') }}
    where line_type not in ('state', 'day')
        and scoring_date <= {{ day }}

),

-- Of days before the log begins only the day itself can say.
reached_stages as (

    select lead_id, stage_id, stage_rank, funnel_phase, entered_on
    from ranked_lines
    where line_rank = 1

    union all

    select lead_id, stage_id, stage_rank, funnel_phase, entered_on
    from ranked_stages
    where stage_row_number = 1
        and lead_id not in (select lead_id from ranked_lines)

),
{% else %}
reached_stages as (

    select lead_id, stage_id, stage_rank, funnel_phase, entered_on
    from ranked_stages
    where stage_row_number = 1

),
{% endif %}
-- What the lead itself did lately; being sent something counts for nobody.
active_leads as (

    select lead_key
    from activities
    where {{ lead_scoring.is_own_event() }}
        and {{ lead_scoring.days_between('occurred_on', day) }}
            < {{ lead_scoring.integer_setting('dormant_after_days') }}
    group by lead_key

),

final as (

    select
        leads.lead_id as lead_id,
        {{ day }} as scoring_date,
        reached_stages.stage_id as stage_id,
        coalesce(stages.stage_rank, reached_stages.stage_rank) as stage_rank,
        cast(case when stages.stage_id is null
            then reached_stages.funnel_phase else stages.funnel_phase end
            as {{ dbt.type_string() }}) as funnel_phase,
        reached_stages.entered_on as entered_on,
        active_leads.lead_key is null as is_dormant,
        cast({{ lead_scoring.days_between('reached_stages.entered_on', day) }}
            as {{ dbt.type_bigint() }}) as days_in_stage
    from leads
    left join reached_stages
        on leads.lead_id = reached_stages.lead_id
    left join stages
        on reached_stages.stage_id = stages.stage_id
    left join active_leads
        on leads.lead_key = active_leads.lead_key

)

{{ lead_scoring.select_contract('final') }}
{% endmacro %}
