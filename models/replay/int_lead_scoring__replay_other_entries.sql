{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set scorecards = lead_scoring.scorecards(with_challenger=true) %}

with

days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(lead_scoring.replay_days()), 4) }}

),

aliases as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__replay_aliases') }}

),

leads as (

    select lead_key from {{ ref('lead_scoring', 'int_lead_scoring__replay_leads') }}

),

scored_leads as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__replay_scored_leads') }}

),

rule_entries as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__replay_rule_entries') }}

),

-- With the challenger's, which no other table has.
given_lines as (

    {{ lead_scoring.indented(lead_scoring.override_rows(scorecards), 4) }}

),

given_overrides as (

    select
        overrides.*,
        {{ lead_scoring.on_day(lead_scoring.lead_key('overrides.lead_id'), 'days.scoring_date') }} as given_key,
        days.scoring_date as scoring_date
    from given_lines as overrides
    cross join days

),

{{ lead_scoring.standing_of_overrides('scoring_date') | trim }},

overrides as (

    select * from standing
    where left_out_because is null

),

{{ lead_scoring.other_entries(scorecards) | trim }},

final as (

    select
        lead_key,
        entry_key,
        cast(points as {{ lead_scoring.type_decimal(18, 2) }}) as points
    from other_entries

)

select * from final
