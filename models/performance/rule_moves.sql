{{ config(enabled = lead_scoring.is_challenged()) }}

with

comparison as (

    select * from {{ ref('lead_scoring', 'scorecard_comparison') }}
    where champion_score is not null and challenger_score is not null

),

-- Of the entries that pull where the lead went, the first pulls most.
changes as (

    select
        changes.*,
        comparison.tier_move as tier_move,
        row_number() over (
            partition by
                changes.scorecard_id, changes.challenger_id, changes.scoring_date, changes.lead_id
            order by
                case comparison.tier_move
                    when 'up' then changes.points_change
                    else -changes.points_change
                end desc,
                {{ lead_scoring.by_code_point('changes.description') }}
        ) as place
    from {{ ref('lead_scoring', 'int_lead_scoring__entry_changes').render() }} as changes
    inner join comparison
        on changes.scorecard_id = comparison.scorecard_id
        and changes.challenger_id = comparison.challenger_id
        and changes.scoring_date = comparison.scoring_date
        and changes.lead_id = comparison.lead_id

),

final as (

    select
        scorecard_id,
        challenger_id,
        entry_type,
        group_id,
        rule_id,
        max(description) as description,
        cast(count(*) as {{ dbt.type_bigint() }}) as lead_days_changed,
        cast(sum(points_change) as {{ lead_scoring.type_decimal(18, 2) }}) as points_change,
        {%- for move in ('up', 'down') %}
        cast(
            sum(case when place = 1 and tier_move = '{{ move }}' then 1 else 0 end)
            as {{ dbt.type_bigint() }}
        ) as lead_days_moved_{{ move }}{{ ',' if not loop.last }}
        {%- endfor %}
    from changes
    group by scorecard_id, challenger_id, entry_type, group_id, rule_id

)

{{ lead_scoring.select_contract('final') }}
