{%- set scorecards = lead_scoring.scorecards() %}

with

leads as {{ lead_scoring.read_in_place() }}(

    select
        *,
        {{ lead_scoring.days_between('created_on', lead_scoring.scoring_day()) }} as lead_age_days
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

tallies as {{ lead_scoring.read_in_place() }}(

    select * from {{ ref('lead_scoring', 'int_lead_scoring__tallies') }}

),

final as (

    {{ lead_scoring.indented(
        (lead_scoring.rule_entries(scorecards) or [lead_scoring.no_rule_entries()]) | join('\n\nunion all\n\n'), 4
    ) }}

)

select
    lead_key,
    entry_key,
    {{ lead_scoring.scoring_day() }} as scoring_date,
    event_count,
    last_event_on,
    points
from final
