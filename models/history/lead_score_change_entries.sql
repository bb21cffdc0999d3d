{{ config(enabled = lead_scoring.keeps_history()) }}

with

changes as (

    select * from {{ ref('lead_scoring', 'lead_score_changes') }}

),

-- All that moved a score since its change before.
movements as (

    select
        changes.change_id as change_id,
        changes.changed_on as changed_on,
        movements.*
    from {{ ref('lead_scoring', 'lead_score_movements') }} as movements
    inner join changes
        on movements.lead_id = changes.lead_id
        and movements.scorecard_id = changes.scorecard_id
        and movements.moved_on <= changes.changed_on
        and (changes.compared_with_on is null or movements.moved_on > changes.compared_with_on)

),

entries as (

    {{ lead_scoring.indented(lead_scoring.net_movements(
        'movements', ['change_id', 'lead_id', 'scorecard_id', 'changed_on']
    ) | trim, 4) }}

),

final as (

    select
        {{ dbt.hash("change_id || '|' || entry_type || '|' || " ~ lead_scoring.entry_id()) }}
            as change_entry_id,
        change_id,
        lead_id,
        scorecard_id,
        changed_on,
        entry_type,
        group_id,
        rule_id,
        description,
        axis,
        reason,
        points_before,
        points_after,
        points_change
    from entries

)

{{ lead_scoring.select_contract('final') }}
