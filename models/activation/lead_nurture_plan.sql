{{ config(dict(
    lead_scoring.physical_layout(['lead_id']),
    enabled=lead_scoring.activates() and lead_scoring.has_lines_of('nurture_tracks'),
)) }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set day = lead_scoring.scoring_day() -%}
{%- set customer_stages = lead_scoring.customer_stages(scorecards.stages) -%}
{%- set dormant_after = lead_scoring.integer_setting('dormant_after_days') -%}
{%- set unsubscribed = lead_scoring.unsubscribed_line() -%}
{%- set entries = lead_scoring.track_entries(scorecards.tables.nurture_tracks) %}

with

activities as {{ lead_scoring.inlined_cte() }}(

    {{ lead_scoring.indented(lead_scoring.counted_activities(lead_scoring.scope()) | trim, 4) }}

),

tiers as (

    select lead_id, scorecard_id, tier from {{ ref('lead_scoring', 'lead_tiers') }}

),

converted_leads as (

    select distinct lead_id
    from {{ ref('lead_scoring', 'int_lead_scoring__conversions') }}
    where exclusion_reason is null

),

-- When the lead last did something itself, and whether it ever unsubscribed.
last_days as (

    select
        lead_key,
        max(case when {{ lead_scoring.is_own_event() }} then occurred_on end) as last_activity_on,
        max(case when {{ lead_scoring.is_activity('unsubscribe') }} then 1 end) as has_unsubscribed
    from activities
    where is_event
    group by lead_key

),

-- Since when a lead has been quiet: since it came to be, if it never did anything.
quiet_leads as (

    select
        leads.lead_key as lead_key,
        leads.lead_id as lead_id,
        stages.stage_id as stage_id,
        stages.funnel_phase as funnel_phase,
        (
            converted_leads.lead_id is not null
            {%- for stage_id in customer_stages %}
            or coalesce(stages.stage_id = {{ lead_scoring.text_literal(stage_id) }}, false)
            {%- endfor %}
        ) as is_customer,
        (
            last_days.has_unsubscribed is not null
            {%- if unsubscribed %}
            or coalesce({{ lead_scoring.lead_condition(unsubscribed, scorecards.inputs) }}, false)
            {%- endif %}
        ) as is_unsubscribed,
        {{ lead_scoring.days_between(
            'case when last_days.last_activity_on > leads.created_on'
            ~ ' then last_days.last_activity_on else leads.created_on end', day
        ) }} as days_quiet
    from {{ ref('lead_scoring', 'int_lead_scoring__leads').render() }} as leads
    left join {{ ref('lead_scoring', 'lead_stages').render() }} as stages
        on leads.lead_id = stages.lead_id
    left join converted_leads
        on leads.lead_id = converted_leads.lead_id
    left join last_days
        on leads.lead_key = last_days.lead_key
    where leads.exclusion_reason is null

),

leads as (

    select
        *,
        days_quiet >= {{ dormant_after }} as is_asleep,
        days_quiet - {{ dormant_after }} as days_asleep
    from quiet_leads

),

track_entries as (

    {{ lead_scoring.indented(
        (entries or [lead_scoring.inline_rows({
            'lead_id': dbt.type_string(), 'track_id': dbt.type_string(),
            'track_rank': dbt.type_int(), 'max_messages_per_week': dbt.type_int(),
        }, [])]) | join('\n\nunion all\n\n'), 4
    ) }}

),

ranked_tracks as (

    select
        *,
        row_number() over (partition by lead_id order by track_rank) as place
    from track_entries

),

-- The messages of the last seven days; those to a merged record or a linked visitor are its lead's.
message_days as (

    select
        lead_key,
        occurred_on,
        cast(count(*) as {{ dbt.type_bigint() }}) as message_count
    from activities
    where {{ lead_scoring.is_activity('message') }}
        and is_event
        and {{ lead_scoring.days_between('occurred_on', day) }} < 7
    group by lead_key, occurred_on

),

-- Messages from the latest on: how many there were up to each day, seen from today.
counted_messages as (

    select
        lead_key,
        occurred_on,
        message_count,
        sum(message_count) over (
            partition by lead_key
            order by occurred_on desc
            rows between unbounded preceding and current row
        ) as messages_since
    from message_days

),

-- With as many messages sent as may be, the latest of them but one fewer must be a week old first.
message_counts as (

    select
        leads.lead_key as lead_key,
        tracks.track_id as track_id,
        tracks.max_messages_per_week as max_messages_per_week,
        sum(messages.message_count) as messages_last_week,
        max(case
            when messages.messages_since >= tracks.max_messages_per_week then messages.occurred_on
        end) as full_since_on
    from leads
    left join ranked_tracks as tracks
        on leads.lead_id = tracks.lead_id
        and tracks.place = 1
    left join counted_messages as messages
        on leads.lead_key = messages.lead_key
    group by leads.lead_key, tracks.track_id, tracks.max_messages_per_week

),

final as (

    select
        leads.lead_id as lead_id,
        {{ day }} as scoring_date,
        message_counts.track_id as track_id,
        leads.stage_id as stage_id,
        leads.funnel_phase as funnel_phase,
        leads.is_unsubscribed as is_unsubscribed,
        cast(message_counts.max_messages_per_week as {{ dbt.type_int() }}) as max_messages_per_week,
        cast(coalesce(message_counts.messages_last_week, 0)
            as {{ dbt.type_bigint() }}) as messages_last_week,
        (
            not leads.is_unsubscribed
            and coalesce(message_counts.messages_last_week, 0)
                < coalesce(message_counts.max_messages_per_week, 0)
        ) as may_send,
        case
            when leads.is_unsubscribed or coalesce(message_counts.max_messages_per_week, 0) = 0
                then null
            when message_counts.full_since_on is null then {{ day }}
            else {{ lead_scoring.day_after('message_counts.full_since_on', 7) }}
        end as next_send_on
    from leads
    left join message_counts
        on leads.lead_key = message_counts.lead_key

)

{{ lead_scoring.select_contract('final') }}
