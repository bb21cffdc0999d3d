{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set scorecards = lead_scoring.scorecards(with_challenger=true) %}

with

leads as {{ lead_scoring.read_in_place() }}(

    select
        *,
        {{ lead_scoring.days_between('created_on', 'scoring_date') }} as lead_age_days
    from {{ ref('lead_scoring', 'int_lead_scoring__replay_leads') }}

),

tallies as {{ lead_scoring.read_in_place() }}(

    select * from {{ ref('lead_scoring', 'int_lead_scoring__replay_tallies') }}

),

final as (

    {{ lead_scoring.indented(
        (lead_scoring.rule_entries(scorecards, 'scoring_date') or [lead_scoring.no_rule_entries()]) | join('\n\nunion all\n\n'), 4
    ) }}

)

select * from final
