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
            when part = 'other' then 'is_not_null'
            when measure = 'flag' then case when levels = 'true' then 'is_true' else 'is_false' end
            when level_count = 1 then '='
            else 'in'
        end as level_operator
    from points

),

-- A code is a number as well: what it gets as such is taken from it again.
points_as_numbers as (

    select
        codes.feature_id as feature_id,
        codes.segment as segment,
        sum(numbers.line_points) as points
    from bound as codes
    inner join bound as numbers
        on codes.feature_id = numbers.feature_id
    where codes.part = 'code'
        and numbers.chain = 'number'
        and (numbers.merged_bin_rank = 1 or numbers.bound <= codes.lowest)
    group by codes.feature_id, codes.segment

),

lines as (

    select
        bound.subject as subject,
        bound.segment as segment,
        bound.part as part,
        bound.feature_id as feature_id,
        bound.lead_count as lead_count,
        case when is_absence = 1 and merged_bin_rank = 2 then 'absence' else bound.rule_type end
            as rule_type,
        case
            when bound.rule_type = 'event' then null
            when measure = 'days_ago' and lower_highest = {{ never }} then 'older_than_days'
            when measure = 'days_ago' then 'within_last_days'
            when chain = 'number' and merged_bin_rank = 1 then 'is_not_null'
            when chain = 'number' then '>='
            else level_operator
        end as operator,
        case
            when bound.rule_type = 'event' then null
            {#- Any day but one to come. #}
            when measure = 'days_ago' and lower_highest = {{ never }} then '0'
            when measure = 'days_ago'
                then cast(cast(1 - lowest as {{ dbt.type_int() }}) as {{ text }})
            when chain = 'number' and merged_bin_rank = 1 then null
            when chain = 'number' then {{ lead_scoring.number_text('bound.bound') }}
            when level_operator in ('=', 'in') then bound.levels
        end as value,
        case
            when is_absence = 1 and merged_bin_rank = 2 then -line_points
            else line_points - coalesce(points_as_numbers.points, 0)
        end as points,
        case
            when is_absence = 1 and merged_bin_rank = 2 then null
            when measure in ('count', 'days') and lowest > 1
                then cast(lowest as {{ dbt.type_int() }})
        end as min_count,
        case
            when is_absence = 1 and merged_bin_rank = 2 then null
            when measure = 'days' and lowest > 1 then 'day'
        end as count_by,
        case
            when is_absence = 1 and merged_bin_rank = 2 then null
            when measure = 'recency' and lower_highest > {{ never }}
                then cast(1 - lowest as {{ dbt.type_int() }})
            else window_days
        end as window_days
    from bound
    left join points_as_numbers
        on bound.feature_id = points_as_numbers.feature_id
        and bound.segment = points_as_numbers.segment
        and bound.part = 'code'

),

-- Two features may come to one condition: at least one event, and one that was ever.
rules as (

    select
        rule_type,
        subject,
        operator,
        value,
        min_count,
        count_by,
        window_days,
        min(feature_id) as feature_id,
        min(segment) as segment,
        min(part) as part,
        max(lead_count) as lead_count,
        sum(points) as points
    from lines
    group by rule_type, subject, operator, value, min_count, count_by, window_days
    having sum(points) <> 0

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
    from rules

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
    where line_rank <= {{ lead_scoring.integer_setting('learn_max_rules') }}

)

{{ lead_scoring.select_contract('final') }}
