{{ config(lead_scoring.laid_out_by(['lead_id'])) }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set day = lead_scoring.scoring_day() %}

with

leads as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

tallies as {{ lead_scoring.read_in_place() }}(

    select * from {{ ref('lead_scoring', 'int_lead_scoring__tallies') }}

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
        ) as stage_place
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
    where line_type not in ('standing', 'receipt')
        and scoring_date <= {{ day }}

),

-- Of days before the log begins only the day itself can say.
places as (

    select lead_id, stage_id, stage_rank, funnel_phase, entered_on
    from ranked_lines
    where line_rank = 1

    union all

    select lead_id, stage_id, stage_rank, funnel_phase, entered_on
    from ranked_stages
    where stage_place = 1
        and lead_id not in (select lead_id from ranked_lines)

),
{% else %}
places as (

    select lead_id, stage_id, stage_rank, funnel_phase, entered_on
    from ranked_stages
    where stage_place = 1

),
{% endif %}
-- What the lead itself did lately; being sent something keeps nobody awake.
awake_leads as (

    select lead_key
    from tallies
    where tally_id = {{ lead_scoring.text_literal(lead_scoring.own_tally().tally_id) }}
        and {{ lead_scoring.days_between('last_event_on', day) }} < {{ lead_scoring.whole_setting('dormant_after_days') }}

),

final as (

    select
        leads.lead_id as lead_id,
        {{ day }} as scoring_date,
        places.stage_id as stage_id,
        coalesce(stages.stage_rank, places.stage_rank) as stage_rank,
        cast(case when stages.stage_id is null then places.funnel_phase else stages.funnel_phase end
            as {{ dbt.type_string() }}) as funnel_phase,
        places.entered_on as entered_on,
        awake_leads.lead_key is null as is_dormant,
        cast({{ lead_scoring.days_between('places.entered_on', day) }} as {{ dbt.type_bigint() }}) as days_in_stage
    from leads
    left join places
        on leads.lead_id = places.lead_id
    left join stages
        on places.stage_id = stages.stage_id
    left join awake_leads
        on leads.lead_key = awake_leads.lead_key

)

{{ lead_scoring.select_contract('final') }}
