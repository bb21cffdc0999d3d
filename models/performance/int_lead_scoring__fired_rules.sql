{{ config(enabled = lead_scoring.is_replayed()) }}

with

outcomes as (

    select
        *,
        case when outcome = 'converted' then 1 else 0 end as converted
    from {{ ref('lead_scoring', 'int_lead_scoring__outcomes') }}
    where outcome in ('converted', 'not_converted')

),

ledger as (

    select * from {{ ref('lead_scoring', 'lead_score_replay_ledger') }}
    where entry_type = 'rule'

),

final as (

    select
        ledger.scorecard_id as scorecard_id,
        ledger.rule_id as rule_id,
        ledger.scoring_date as scoring_date,
        ledger.lead_id as lead_id,
        outcomes.person_id as person_id,
        outcomes.score as score,
        ledger.points as points,
        outcomes.converted as converted
    from ledger
    inner join outcomes
        on ledger.scorecard_id = outcomes.scorecard_id
        and ledger.scoring_date = outcomes.scoring_date
        and ledger.lead_id = outcomes.lead_id

)

select * from final
