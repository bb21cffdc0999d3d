{%- set scorecards = lead_scoring.scorecards() %}

with

scored_leads as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__scored_leads') }}

),

rule_entries as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__rule_entries') }}

),

overrides as (

    select *
    from {{ ref('lead_scoring', 'int_lead_scoring__override_standing') }}
    where left_out_because is null

),

{{ lead_scoring.other_entries(scorecards) | trim }},

final as (

    select
        lead_key,
        entry_key,
        {{ lead_scoring.scoring_day() }} as scoring_date,
        cast(points as {{ lead_scoring.type_decimal(18, 2) }}) as points
    from other_entries

)

select * from final
