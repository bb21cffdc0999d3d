{%- set scorecards = lead_scoring.scorecards() -%}
{%- set day = lead_scoring.scoring_day() -%}
{%- set outbound = [] -%}
{%- for event_type in lead_scoring.list_setting('outbound_event_types') -%}
    {%- do outbound.append(lead_scoring.value_literal(event_type | string, 'text')) -%}
{%- endfor %}

with

leads as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

events as (

    select
        *,
        {{ lead_scoring.days_between('occurred_on', day) }} as age_days
    from {{ ref('lead_scoring', 'int_lead_scoring__events') }}

),

conversions as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__conversion_standing') }}
    where left_out_because is null

),

scores as (

    select * from {{ ref('lead_scoring', 'lead_scores') }}

),

tiers as (

    select * from {{ ref('lead_scoring', 'lead_tiers') }}

),

stage_entries as (

    {{ lead_scoring.indented(
        (lead_scoring.stage_entries(scorecards) or [lead_scoring.no_stage_entries()]) | join('\n\nunion all\n\n'), 4
    ) }}

),

-- The highest stage that any line admits; of its lines the one that held first.
ranked_entries as (

    select
        *,
        row_number() over (
            partition by lead_id
            order by stage_rank desc, entered_on
        ) as entry_rank
    from stage_entries

),

-- What the lead itself did lately; being sent something keeps nobody awake.
awake_leads as (

    select distinct lead_id
    from events
    where age_days < {{ lead_scoring.whole_setting('dormant_after_days') }}
        and event_type {{ 'not in (' ~ outbound | join(', ') ~ ')' if outbound else 'is not null' }}

),

final as (

    select
        leads.lead_id as lead_id,
        {{ day }} as scoring_date,
        ranked_entries.stage_id,
        ranked_entries.stage_rank,
        cast(ranked_entries.funnel_phase as {{ dbt.type_string() }}) as funnel_phase,
        ranked_entries.entered_on,
        awake_leads.lead_id is null as is_dormant
    from leads
    left join ranked_entries
        on leads.lead_id = ranked_entries.lead_id
        and ranked_entries.entry_rank = 1
    left join awake_leads
        on leads.lead_id = awake_leads.lead_id

)

{{ lead_scoring.select_contract('final') }}
