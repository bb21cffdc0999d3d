{{ config(enabled = lead_scoring.keeps_history()) }}

with

ranked_lines as (

    select
        *,
        row_number() over (
            partition by lead_id, scorecard_id, entry_type, entry_id, scoring_date
            order by run_number desc
        ) as line_rank
    from {{ ref('lead_scoring', 'int_lead_scoring__ledger_log') }}
    where line_type = 'entry'

),

-- A second run on one day replaces what the first one wrote of that day. On the first day nothing
-- has moved yet.
movements as (

    select * from ranked_lines
    where line_rank = 1 and points_before <> points_after and reason is not null

),

definitions as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__definitions') }}

),

final as (

    select
        movements.lead_id as lead_id,
        movements.scorecard_id as scorecard_id,
        movements.scoring_date as moved_on,
        movements.entry_type as entry_type,
        definitions.group_id as group_id,
        definitions.rule_id as rule_id,
        definitions.description as description,
        definitions.axis as axis,
        movements.reason as reason,
        movements.points_before as points_before,
        movements.points_after as points_after,
        cast(movements.points_after - movements.points_before
            as {{ lead_scoring.type_decimal(18, 2) }}) as points_change
    from movements
    -- The words are those of the day.
    inner join definitions
        on {{ lead_scoring.same_entry('movements', 'definitions') }}
        and movements.scoring_date >= definitions.valid_from_on
        and (
            definitions.valid_to_on is null
            or movements.scoring_date < definitions.valid_to_on
        )

)

{{ lead_scoring.select_contract('final') }}
