{{ config(materialized = 'view') }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set columns = lead_scoring.prepared_names(scorecards, 'events') -%}
{%- set has_id = 'event_id' in scorecards.inputs.events -%}
{%- set has_load_time = 'loaded_at' in scorecards.inputs.events -%}
{#- Named outside of any condition: dbt learns of dependencies while parsing. -#}
{%- set lead_standing = ref('lead_scoring', 'int_lead_scoring__lead_standing') -%}
{%- set stitch = lead_scoring.stitch() -%}
{%- set day = lead_scoring.scoring_day() %}

with

events as (

    select
        {{ lead_scoring.indented((
            (['event_id'] if has_id else []) + ['lead_id', lead_scoring.prepared_text('event_type') ~ ' as event_type']
            + ['occurred_at', lead_scoring.local_day('occurred_at') ~ ' as occurred_on']
            + (['loaded_at'] if has_load_time else []) + lead_scoring.prepared_columns(scorecards, 'events')
        ) | join(',\n'), 8) }}
    from {{ ref('lead_scoring', 'stg_lead_scoring__events') }}

),

aliases as (

    select alias_id, lead_id, linked_at
    from {{ ref('lead_scoring', 'int_lead_scoring__identity_standing') }}
    where left_out_because is null

),
{% if stitch == 'from_link' %}
merged_leads as (

    select distinct lead_id
    from {{ lead_standing }}
    where left_out_because = 'merged'

),
{% endif %}
leads as (

    select lead_id
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

-- An event belongs to the lead that its id stands for, and counts from what was known that day.
attributed as (

    select
        {{ 'events.event_id,' if has_id }}
        coalesce(aliases.lead_id, events.lead_id) as lead_id,
        events.event_type,
        events.occurred_at,
        events.occurred_on,
        {{ 'events.loaded_at,' if has_load_time }}
        {%- for column in columns %}
        events.{{ column }} as {{ column }},
        {%- endfor %}
        case
            when events.lead_id is null then 'no_lead'
            when leads.lead_id is null then 'unknown_lead'
            when events.occurred_on is null then 'no_time'
            when events.occurred_on > {{ day }} then 'after_scoring_date'
            {%- if has_load_time %}
            when {{ lead_scoring.local_day('events.loaded_at') }} > {{ day }} then 'after_scoring_date'
            {%- endif %}
            {%- if stitch == 'from_link' %}
            when events.occurred_at < aliases.linked_at and merged_leads.lead_id is null then 'before_link'
            {%- endif %}
        end as left_out_because
    from events
    left join aliases
        on events.lead_id = aliases.alias_id
    left join leads
        on coalesce(aliases.lead_id, events.lead_id) = leads.lead_id
    {%- if stitch == 'from_link' %}
    left join merged_leads
        on events.lead_id = merged_leads.lead_id
    {%- endif %}

),
{% if has_id %}
-- Of rows with one id the first that was known counts, whatever the order of arrival.
ranked as (

    select
        *,
        row_number() over (
            partition by event_id, left_out_because
            order by
                {{ ((['loaded_at nulls first'] if has_load_time else [])
                    + ['occurred_at', 'lead_id', 'event_type'] + columns) | join(',\n                ') }}
        ) as copy_number
    from attributed

),
{% endif %}
final as (

    select
        lead_id,
        event_type,
        occurred_at,
        occurred_on,
        {%- for column in columns %}
        {{ column }},
        {%- endfor %}
        {%- if has_id %}
        case
            when left_out_because is not null then left_out_because
            when event_id is not null and copy_number > 1 then 'repeated_id'
        end as left_out_because
    from ranked
        {%- else %}
        left_out_because
    from attributed
        {%- endif %}

)

select * from final
