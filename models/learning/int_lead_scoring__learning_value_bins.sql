{{ config(enabled = lead_scoring.learns()) }}

{%- set double = lead_scoring.type_double() %}

with

features as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_features') }}

),

{{ lead_scoring.learning_base() | trim }},

places as (

    select
        feature_id,
        place,
        cast(count(*) as {{ double }}) as lead_count,
        cast(sum(is_converted) as {{ double }}) as conversion_count,
        cast(sum(half) as {{ double }}) as half_lead_count,
        cast(sum(half * is_converted) as {{ double }}) as half_conversion_count,
        min(number) as lowest,
        max(number) as highest
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_values') }}
    group by feature_id, place

),

counted as (

    select
        *,
        count(*) over (partition by feature_id) as value_count
    from places

),

sized as (

    select
        counted.feature_id as feature_id,
        counted.place as place,
        counted.value_count as value_count,
        counted.lead_count as lead_count,
        counted.conversion_count as conversion_count,
        counted.half_lead_count as half_lead_count,
        counted.half_conversion_count as half_conversion_count,
        counted.lowest as lowest,
        counted.highest as highest,
        case when features.measure in ('level', 'flag') then 1 else 0 end as is_level,
        case
            when features.measure not in ('level', 'flag') and counted.place <> ''
                and counted.place not like '=%' then cast(counted.place as {{ dbt.type_int() }})
        end as value_bin_number,
        case
            when {{ lead_scoring.indented(lead_scoring.stands_for_itself(
                'counted.lead_count', 'counted.conversion_count', 'counted.value_count'
            ), 12) }} then 1
            else 0
        end as is_large
    from counted
    inner join features
        on counted.feature_id = features.feature_id
    cross join base

),

-- What is too small joins the next larger numbers, or the other levels. A level that a rule cannot
-- name is one of those, too.
joined as (

    select
        *,
        case
            when place = '' then 'null'
            when is_level = 0 and place like '=%' then 'code'
            when is_level = 0 then 'number'
            when is_large = 1 and place <> '=' and place not like '%|%' then 'level'
            else 'other'
        end as part,
        coalesce(
            min(case when is_large = 1 then value_bin_number end) over (
                partition by feature_id
                order by value_bin_number
                rows between current row and unbounded following
            ),
            max(case when is_large = 1 then value_bin_number end) over (partition by feature_id)
        ) as bin_number
    from sized

),

levelled as (

    select
        *,
        case when part in ('level', 'code') then place end as level,
        max(case when part = 'level' then 1 else 0 end) over (partition by feature_id)
            as has_levels
    from joined

),

totalled as (

    select
        *,
        sum(lead_count) over (partition by feature_id, part, bin_number, level)
            as bin_lead_count,
        sum(conversion_count) over (partition by feature_id, part, bin_number, level)
            as bin_conversion_count
    from levelled

),

-- Beside levels that stand for themselves the others are what all are compared with: they get no
-- points, and no more do levels that come later.
final as (

    select
        totalled.feature_id as feature_id,
        totalled.place as place,
        totalled.part as part,
        totalled.level as level,
        totalled.lead_count as lead_count,
        totalled.conversion_count as conversion_count,
        totalled.half_lead_count as half_lead_count,
        totalled.half_conversion_count as half_conversion_count,
        totalled.lowest as lowest,
        totalled.highest as highest,
        case
            when totalled.part = 'other' and totalled.has_levels = 1 then null
            when {{ lead_scoring.indented(lead_scoring.stands_for_itself(
                'totalled.bin_lead_count', 'totalled.bin_conversion_count', 'totalled.value_count'
            ), 12) }}
                then dense_rank() over (
                    order by
                        totalled.feature_id, totalled.part, totalled.bin_number,
                        {{ lead_scoring.by_code_point('totalled.level') }}
                )
        end as bin_id
    from totalled
    cross join base

)

select * from final
