{{ config(enabled = lead_scoring.is_challenged()) }}

with

challenges as (

    {{ lead_scoring.indented(
        lead_scoring.challenge_rows(lead_scoring.scorecards(with_challenger=true)), 4
    ) }}

),

ledger as (

    select * from {{ ref('lead_scoring', 'lead_score_replay_ledger') }}

),

entries as (

    {% for side, sign in {'scorecard_id': '-', 'challenger_id': ''}.items() -%}
    select
        challenges.scorecard_id as scorecard_id,
        challenges.challenger_id as challenger_id,
        ledger.scoring_date as scoring_date,
        ledger.lead_id as lead_id,
        ledger.entry_type as entry_type,
        ledger.group_id as group_id,
        ledger.rule_id as rule_id,
        {{ 'cast(null as ' ~ dbt.type_string() ~ ')' if sign else 'ledger.description' }}
            as new_description,
        {{ 'ledger.description' if sign else 'cast(null as ' ~ dbt.type_string() ~ ')' }}
            as old_description,
        {{ sign }}ledger.points as points
    from ledger
    inner join challenges
        on ledger.scorecard_id = challenges.{{ side }}
    {{- '\n\n    union all\n' if not loop.last }}
    {% endfor %}

),

final as (

    select
        scorecard_id,
        challenger_id,
        scoring_date,
        lead_id,
        entry_type,
        group_id,
        rule_id,
        coalesce(max(new_description), max(old_description)) as description,
        cast(sum(points) as {{ lead_scoring.type_decimal(18, 2) }}) as points_change
    from entries
    group by
        scorecard_id, challenger_id, scoring_date, lead_id, entry_type, group_id, rule_id,
        -- overrides of one lead are told apart by their reason
        case when entry_type = 'override' then coalesce(new_description, old_description) end
    having sum(points) <> 0

)

select * from final
