{{ config(enabled = lead_scoring.keeps_history()) }}

with

log as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__change_log') }}

),

ranked_lines as (

    select
        *,
        row_number() over (
            partition by lead_id, scorecard_id, scoring_date
            order by run_number desc
        ) as line_rank
    from log
    where line_type in ('score', 'withdrawn')

),

-- A second run on one day replaces what the first one wrote of that day.
changes as (

    select * from ranked_lines
    where line_rank = 1 and line_type = 'score' and is_change

),

definitions as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__definitions') }}

),

entries as (

    select
        {{ lead_scoring.change_id('log.lead_id', 'log.scorecard_id', 'log.scoring_date') }}
            as change_id,
        log.lead_id as lead_id,
        log.scorecard_id as scorecard_id,
        log.scoring_date as changed_on,
        log.entry_type as entry_type,
        log.entry_id as entry_id,
        log.reason as reason,
        log.points_before as points_before,
        log.points_after as points_after,
        cast(log.points_after - log.points_before as {{ lead_scoring.type_decimal(18, 2) }})
            as points_change
    from log
    inner join changes
        on log.lead_id = changes.lead_id
        and log.scorecard_id = changes.scorecard_id
        and log.scoring_date = changes.scoring_date
        and log.run_number = changes.run_number
    where log.line_type = 'entry'
        and log.points_before <> log.points_after

),

final as (

    select
        {{ dbt.hash("entries.change_id || '|' || entries.entry_type || '|' || entries.entry_id") }}
            as change_entry_id,
        entries.change_id as change_id,
        entries.lead_id as lead_id,
        entries.scorecard_id as scorecard_id,
        entries.changed_on as changed_on,
        definitions.entry_type as entry_type,
        definitions.group_id as group_id,
        definitions.rule_id as rule_id,
        definitions.description as description,
        definitions.axis as axis,
        entries.reason as reason,
        entries.points_before as points_before,
        entries.points_after as points_after,
        entries.points_change as points_change
    from entries
    -- The words are those of the day.
    inner join definitions
        on {{ lead_scoring.same_entry('entries', 'definitions') }}
        and entries.changed_on >= definitions.valid_from_on
        and (definitions.valid_to_on is null or entries.changed_on < definitions.valid_to_on)

)

{{ lead_scoring.select_contract('final') }}
