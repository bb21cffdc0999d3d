{{ config(enabled = lead_scoring.learns()) }}

with

features as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_features') }}

),

leads as (

    select count(*) as lead_count
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_leads') }}
    where exclusion_reason is null

),

places as (

    select
        feature_id,
        place,
        count(*) as lead_count,
        sum(is_converted) as conversion_count,
        min(number) as lowest,
        max(number) as highest
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_values') }}
    group by feature_id, place

),

sized as (

    select
        places.feature_id as feature_id,
        places.place as place,
        places.lead_count as lead_count,
        places.conversion_count as conversion_count,
        places.lowest as lowest,
        places.highest as highest,
        case when features.measure in ('level', 'flag') then 1 else 0 end as is_level,
        case
            when features.measure not in ('level', 'flag') and places.place <> ''
                then cast(places.place as {{ dbt.type_int() }})
        end as place_number,
        case
            when places.lead_count >= {{ lead_scoring.least_leads('leads.lead_count') }} then 1
            else 0
        end as is_large
    from places
    inner join features
        on places.feature_id = features.feature_id
    cross join leads

),

-- What is too small joins the next larger numbers, or the other levels. A level that a rule cannot
-- name is one of those, too.
joined as (

    select
        *,
        case
            when place = '' then 'null'
            when is_level = 0 then 'number'
            when is_large = 1 and place <> '=' and place not like '%|%' then 'level'
            else 'other'
        end as part,
        coalesce(
            min(case when is_large = 1 then place_number end) over (
                partition by feature_id
                order by place_number
                rows between current row and unbounded following
            ),
            max(case when is_large = 1 then place_number end) over (partition by feature_id)
        ) as bin_number
    from sized

),

totalled as (

    select
        *,
        case when part = 'level' then place end as level,
        sum(lead_count) over (
            partition by feature_id, part, bin_number, case when part = 'level' then place end
        ) as bin_lead_count
    from joined

),

final as (

    select
        totalled.feature_id as feature_id,
        totalled.place as place,
        totalled.part as part,
        totalled.level as level,
        totalled.lead_count as lead_count,
        totalled.conversion_count as conversion_count,
        totalled.lowest as lowest,
        totalled.highest as highest,
        case when totalled.bin_lead_count >= {{ lead_scoring.least_leads('leads.lead_count') }} then
            dense_rank() over (
                order by
                    totalled.feature_id, totalled.part, totalled.bin_number,
                    {{ lead_scoring.by_code_point('totalled.level') }}
            )
        end as bin_id
    from totalled
    cross join leads

)

select * from final
