{{ config(materialized = 'view') }}

{%- set scorecards = lead_scoring.scorecards(entity=none, with_challenger=true) -%}
{%- set has_id = 'event_id' in scorecards.inputs.events -%}
{%- set has_load_time = 'loaded_at' in scorecards.inputs.events -%}
{#- Named outside of any condition: dbt learns of dependencies while parsing. -#}
{%- set aliases = ref('lead_scoring', 'int_lead_scoring__aliases') -%}
{%- set lead_standing = ref('lead_scoring', 'int_lead_scoring__lead_standing') -%}
{%- set counts_from_link = lead_scoring.stitch() == 'from_link' -%}
{%- set day = lead_scoring.scoring_day() %}

with

prepared as (

    select
        {{ lead_scoring.indented((
            (['event_id'] if has_id else [])
            + ['lead_id', lead_scoring.lead_key('lead_id') ~ ' as lead_key']
            + [lead_scoring.prepared_text('event_type') ~ ' as event_type']
            + ['occurred_at', lead_scoring.local_day('occurred_at') ~ ' as occurred_on']
            + (['loaded_at', lead_scoring.local_day('loaded_at') ~ ' as loaded_on'] if has_load_time else [])
            + lead_scoring.prepared_columns(scorecards, 'events')
        ) | join(',\n'), 8) }}
    from {{ ref('lead_scoring', 'stg_lead_scoring__events') }}

),
{% if counts_from_link %}
aliases as (

    select * from {{ aliases }}

),

merged_leads as (

    select distinct lead_key
    from {{ lead_standing }}
    where left_out_because = 'merged'

),
{% endif %}
final as (

    select
        {#- One by one: where a table that is joined has the same name, ClickHouse makes it prepared.lead_key. -#}
        {%- for column in (['event_id'] if has_id else [])
            + ['lead_id', 'lead_key', 'event_type', 'occurred_at', 'occurred_on']
            + (['loaded_at', 'loaded_on'] if has_load_time else []) + lead_scoring.prepared_names(scorecards, 'events') %}
        prepared.{{ column }} as {{ column }},
        {%- endfor %}
        {{ day }} as scoring_date,
        case
            when prepared.lead_id is null then 'no_lead'
            when prepared.occurred_on is null then 'no_time'
            when prepared.occurred_on > {{ day }} then 'after_scoring_date'
            {%- if has_load_time %}
            when prepared.loaded_on > {{ day }} then 'after_scoring_date'
            {%- endif %}
            {%- if counts_from_link %}
            when {{ lead_scoring.is_before_link('prepared.occurred_at') }} then 'before_link'
            {%- endif %}
        end as left_out_because
    from prepared
    {%- if counts_from_link %}
    left join aliases
        on prepared.lead_key = aliases.alias_key
    left join merged_leads
        on prepared.lead_key = merged_leads.lead_key
    {%- endif %}

)

select * from final
