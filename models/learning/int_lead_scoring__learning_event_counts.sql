{{ config(enabled = lead_scoring.learns()) }}

{%- set windows = lead_scoring.learning_windows() %}

with

{{ lead_scoring.learning_events_known() | trim }},

leads as (

    select
        lead_key,
        observed_on,
        case when exclusion_reason = 'held_out' then 1 else 0 end as is_held_out
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_leads') }}
    where exclusion_reason is null or exclusion_reason = 'held_out'

),

-- What was known of each lead when its day ended.
events_of_leads as (

    select
        leads.lead_key as lead_key,
        leads.is_held_out as is_held_out,
        known_events.event_type as event_type,
        known_events.occurred_at as occurred_at,
        known_events.occurred_on as occurred_on,
        {{ lead_scoring.days_between('known_events.occurred_on', 'leads.observed_on') }} as age_days
    from known_events
    inner join leads
        on known_events.lead_key = leads.lead_key
    where known_events.event_type is not null
        and known_events.known_on <= leads.observed_on

),

{{ lead_scoring.learning_events_of_people('events_of_leads') }},

final as (

    select
        lead_key,
        event_type,
        is_held_out,
        count(*) as event_count,
        count(distinct occurred_on) as day_count,
        {%- for days in windows %}
        sum(case when age_days < {{ days }} then 1 else 0 end) as event_count_{{ days }},
        {%- endfor %}
        min(age_days) as last_age_days
    from events_of_people
    group by lead_key, event_type, is_held_out

)

select * from final
