{%- set scorecards = lead_scoring.scorecards() %}

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

final as (

    select
        {{ lead_scoring.scoring_day() }} as scoring_date,
        lead_id,
        stage_id,
        stage_rank,
        cast(funnel_phase as {{ dbt.type_string() }}) as funnel_phase,
        entered_on,
        is_standing
    from stage_entries

)

select * from final
