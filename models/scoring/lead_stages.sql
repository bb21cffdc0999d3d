{%- set scorecards = lead_scoring.scorecards() -%}
{%- set day = lead_scoring.scoring_day() %}

with

leads as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

tallies as {{ lead_scoring.read_in_place() }}(

    select * from {{ ref('lead_scoring', 'int_lead_scoring__tallies') }}

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

    select lead_key
    from tallies
    where tally_id = {{ lead_scoring.text_literal(lead_scoring.own_tally().tally_id) }}
        and {{ lead_scoring.days_between('last_event_on', day) }} < {{ lead_scoring.whole_setting('dormant_after_days') }}

),

final as (

    select
        leads.lead_id as lead_id,
        {{ day }} as scoring_date,
        ranked_entries.stage_id,
        ranked_entries.stage_rank,
        cast(ranked_entries.funnel_phase as {{ dbt.type_string() }}) as funnel_phase,
        ranked_entries.entered_on,
        awake_leads.lead_key is null as is_dormant
    from leads
    left join ranked_entries
        on leads.lead_id = ranked_entries.lead_id
        and ranked_entries.entry_rank = 1
    left join awake_leads
        on leads.lead_key = awake_leads.lead_key

)

{{ lead_scoring.select_contract('final') }}
