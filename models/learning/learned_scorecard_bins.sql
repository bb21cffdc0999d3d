{{ config(enabled = lead_scoring.learns()) }}

{%- set text, double, never = dbt.type_string(), lead_scoring.type_double(), lead_scoring.never() %}

with

points as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_points') }}

),

-- The log odds of a score of 0: of every lead alike, and of the bins that get no points.
base as (

    select
        sum(case when measure = 'base' then weight else 0 end)
            + sum(case when measure <> 'base' and feature_rank = 1 then reference_weight else 0 end)
                as weight
    from (
        select
            *,
            row_number() over (partition by feature_id order by chain, segment, part)
                as feature_rank
        from points
        where is_in_use = 1
    ) as used

),

final as (

    select
        cast({{ lead_scoring.text_literal(
            lead_scoring.setting('learn_scorecard_id') | string
        ) }} as {{ text }}) as scorecard_id,
        cast(points.feature_id as {{ dbt.type_int() }}) as feature_id,
        cast(points.rule_type as {{ text }}) as rule_type,
        cast(points.subject as {{ text }}) as subject,
        cast(points.measure as {{ text }}) as measure,
        cast(points.window_days as {{ dbt.type_int() }}) as window_days,
        cast(row_number() over (
            partition by points.feature_id order by points.chain desc, points.segment, points.part
        ) as {{ dbt.type_int() }}) as bin_number,
        cast(case
            when points.measure = 'base' then 'every lead'
            when points.part = 'null' then 'not known'
            when points.part = 'other' then 'known'
            when points.part in ('level', 'code') then points.levels
            when points.measure in ('recency', 'days_ago') and points.highest = {{ never }}
                then 'never'
            when points.measure in ('recency', 'days_ago') and points.lowest = {{ never }} then
                cast(cast(-points.highest as {{ dbt.type_int() }}) as {{ text }})
                || ' days ago or more, or never'
            when points.measure in ('recency', 'days_ago') then
                cast(cast(-points.highest as {{ dbt.type_int() }}) as {{ text }}) || ' to '
                || cast(cast(-points.lowest as {{ dbt.type_int() }}) as {{ text }}) || ' days ago'
            when points.lowest = points.highest then {{ lead_scoring.number_text('points.lowest') }}
            else {{ lead_scoring.number_text('points.lowest') }}
                || ' to ' || {{ lead_scoring.number_text('points.highest') }}
        end as {{ text }}) as bin,
        cast(points.lead_count as {{ dbt.type_bigint() }}) as lead_count,
        cast(points.conversion_count as {{ dbt.type_bigint() }}) as conversion_count,
        cast(points.conversion_count / nullif(points.lead_count, 0) as {{ double }})
            as conversion_rate,
        cast(points.weight_of_evidence as {{ double }}) as weight_of_evidence,
        cast(points.information_value as {{ double }}) as information_value,
        cast(points.auc as {{ double }}) as auc,
        cast(case
            when points.measure = 'base' then base.weight
            else points.weight
        end as {{ double }}) as weight,
        cast(points.points as {{ dbt.type_int() }}) as points,
        cast(case
            when points.is_leaking = 1 then 'leak'
            when points.is_in_use = 1 then 'used'
            else 'says nothing new'
        end as {{ text }}) as status
    from points
    cross join base

)

{{ lead_scoring.select_contract('final') }}
