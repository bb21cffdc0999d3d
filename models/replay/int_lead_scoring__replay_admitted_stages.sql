{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set scorecards = lead_scoring.scorecards() %}

with

days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(lead_scoring.replay_days()), 4) }}

),

aliases as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__replay_aliases') }}

),

leads as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__replay_leads') }}

),

tallies as {{ lead_scoring.read_in_place() }}(

    select * from {{ ref('lead_scoring', 'int_lead_scoring__replay_tallies') }}

),

given_conversions as (

    select
        conversions.lead_id as lead_id,
        {{ lead_scoring.on_day(lead_scoring.lead_key('conversions.lead_id'), 'days.scoring_date') }} as given_key,
        {{ lead_scoring.local_day('conversions.converted_at') }} as converted_on,
        days.scoring_date as scoring_date
    from {{ ref('lead_scoring', 'stg_lead_scoring__conversions').render() }} as conversions
    cross join days

),

{{ lead_scoring.standing_of_conversions('scoring_date') | trim }},

conversions as (

    select * from standing
    where left_out_because is null

),

scores as (

    select * from {{ ref('lead_scoring', 'lead_score_replay') }}

),

tiers as (

    select * from scores

),

stage_entries as (

    {{ lead_scoring.indented(
        (lead_scoring.stage_entries(scorecards, 'scoring_date') or [lead_scoring.no_stage_entries()])
            | join('\n\nunion all\n\n'), 4
    ) }}

),

final as (

    select
        scoring_date,
        lead_id,
        stage_id,
        stage_rank,
        cast(funnel_phase as {{ dbt.type_string() }}) as funnel_phase,
        entered_on,
        is_standing
    from stage_entries

)

select * from final
