{{ config(enabled = lead_scoring.learns()) }}

{%- set text, never = dbt.type_string(), lead_scoring.never() %}

with

points as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_points') }}
    where is_in_use = 1 and measure <> 'base'

),

bound as (

    select
        *,
        {{ lead_scoring.indented(lead_scoring.short_bound('lowest', 'lower_highest'), 8) }}
            as bound,
        case
            when chain = 'number' then null
            when part = 'null' then 'is_null'
            when part = 'other' then 'not_in'
            when measure = 'flag' then case when levels = 'true' then 'is_true' else 'is_false' end
            when level_count = 1 then '='
            else 'in'
        end as level_operator
    from points

),

-- All levels that have a name: what is none of them is another.
named_levels as (

    select
        feature_id,
        {{ dbt.listagg('substr(level, 2)', "'|'", 'order by level') }} as levels
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_bins') }}
    where part = 'level'
    group by feature_id

),

lines as (

    select
        bound.rule_type as feature_type,
        bound.subject as subject,
        bound.segment as segment,
        bound.part as part,
        bound.feature_id as feature_id,
        bound.lead_count as lead_count,
        case when is_absence = 1 and segment_rank = 2 then 'absence' else bound.rule_type end
            as rule_type,
        case
            when bound.rule_type = 'event' then null
            when measure = 'days_ago' and lower_highest = {{ never }} then 'older_than_days'
            when measure = 'days_ago' then 'within_last_days'
            when chain = 'number' and segment_rank = 1 then 'is_not_null'
            when chain = 'number' then '>='
            else level_operator
        end as operator,
        case
            when bound.rule_type = 'event' then null
            {#- Any day but one to come. #}
            when measure = 'days_ago' and lower_highest = {{ never }} then '0'
            when measure = 'days_ago'
                then cast(cast(1 - lowest as {{ dbt.type_int() }}) as {{ text }})
            when chain = 'number' and segment_rank = 1 then null
            when chain = 'number' then {{ lead_scoring.number_text('bound.bound') }}
            when level_operator = 'not_in' then named_levels.levels
            when level_operator in ('=', 'in') then bound.levels
        end as value,
        case when is_absence = 1 and segment_rank = 2 then -line_points else line_points end
            as points,
        case
            when is_absence = 1 and segment_rank = 2 then null
            when measure in ('count', 'days') and lowest > 1
                then cast(lowest as {{ dbt.type_int() }})
        end as min_count,
        case
            when is_absence = 1 and segment_rank = 2 then null
            when measure = 'days' and lowest > 1 then 'day'
        end as count_by,
        case
            when is_absence = 1 and segment_rank = 2 then null
            when measure = 'recency' and lower_highest > {{ never }}
                then cast(1 - lowest as {{ dbt.type_int() }})
            else window_days
        end as window_days
    from bound
    left join named_levels
        on bound.feature_id = named_levels.feature_id
    where line_points <> 0

),

-- A rule that is given up because there is no room for it is the one that moves the fewest scores.
ranked as (

    select
        *,
        row_number() over (
            order by
                cast(points as {{ lead_scoring.type_double() }}) * points * lead_count desc,
                feature_id, segment, part
        ) as line_rank,
        row_number() over (partition by lower(subject) order by feature_id, segment, part)
            as number_of_subject
    from lines

),

final as (

    select
        cast({{ lead_scoring.text_literal(
            lead_scoring.setting('learn_scorecard_id') | string
        ) }} as {{ text }}) as scorecard_id,
        cast(subject || '_' || cast(number_of_subject as {{ text }}) as {{ text }}) as rule_id,
        cast(case when rule_type = 'attribute' then 'fit' else 'engagement' end as {{ text }})
            as group_id,
        cast(rule_type as {{ text }}) as rule_type,
        cast(subject as {{ text }}) as subject,
        cast(null as {{ text }}) as property,
        cast(operator as {{ text }}) as operator,
        cast(value as {{ text }}) as value,
        cast(points as {{ text }}) as points,
        cast(null as {{ text }}) as award,
        cast(min_count as {{ text }}) as min_count,
        cast(null as {{ text }}) as max_count,
        cast(window_days as {{ text }}) as window_days,
        {%- for name in (
            'max_per_day', 'half_life_days', 'decay_percent', 'decay_every_days', 'max_points',
            'given_subject', 'given_min_count', 'valid_from', 'valid_to',
        ) %}
        cast(null as {{ text }}) as {{ name }},
        {%- endfor %}
        cast('true' as {{ text }}) as is_enabled,
        cast({{ lead_scoring.indented(lead_scoring.learned_rule_in_words(), 8) }} as {{ text }})
            as description,
        cast(count_by as {{ text }}) as count_by
    from ranked
    where line_rank <= {{ lead_scoring.whole_setting('learn_max_rules') }}

)

{{ lead_scoring.select_contract('final') }}
