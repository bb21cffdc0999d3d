{{ config(enabled = lead_scoring.learns()) }}

{%- set inputs = lead_scoring.scorecard_inputs() -%}
{%- set has_id, has_load_time = 'event_id' in inputs.events, 'loaded_at' in inputs.events -%}
{%- set windows = lead_scoring.learning_windows() %}

with

leads as (

    select
        lead_key,
        observed_on
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_leads') }}
    where left_out_because is null

),

aliases as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__aliases') }}

),

-- What was known of each lead when its day ended.
known_events as (

    select
        leads.lead_key as lead_key,
        events.event_type as event_type,
        {%- if has_id %}
        events.event_id as event_id,
        row_number() over (
            partition by events.event_id
            order by
                {{ 'events.loaded_at nulls first, ' if has_load_time }}events.occurred_at,
                leads.lead_key, events.event_type
        ) as copy_number,
        {%- endif %}
        {{ lead_scoring.days_between('events.occurred_on', 'leads.observed_on') }} as age_days
    from {{ ref('lead_scoring', 'int_lead_scoring__events').render() }} as events
    left join aliases
        on events.lead_key = aliases.alias_key
    inner join leads
        on coalesce(aliases.lead_key, events.lead_key) = leads.lead_key
    where events.left_out_because is null
        and events.occurred_on <= leads.observed_on
        {%- if has_load_time %}
        and (events.loaded_on is null or events.loaded_on <= leads.observed_on)
        {%- endif %}

),

final as (

    select
        lead_key,
        event_type,
        count(*) as event_count,
        {%- for days in windows %}
        sum(case when age_days < {{ days }} then 1 else 0 end) as event_count_{{ days }},
        {%- endfor %}
        min(age_days) as last_age_days
    from known_events
    where event_type is not null
    {%- if has_id %}
        and (event_id is null or copy_number = 1)
    {%- endif %}
    group by lead_key, event_type

)

select * from final
