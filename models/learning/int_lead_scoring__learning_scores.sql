{{ config(enabled = lead_scoring.learns()) }}

with

segments as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__learning_merged_bins') }}

),

bins as (

    select
        bin_id,
        part
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_bins') }}

),

points as (

    select
        segments.bin_id as bin_id,
        points.points as points
    from segments
    inner join bins
        on segments.bin_id = bins.bin_id
    inner join {{ ref('lead_scoring', 'int_lead_scoring__learning_points').render() }} as points
        on segments.feature_id = points.feature_id
        and segments.chain = points.chain
        and segments.segment = points.segment
        and bins.part = points.part

),

final as (

    select
        cells.lead_key as lead_key,
        cells.is_converted as is_converted,
        cast(sum(coalesce(points.points, 0)) as {{ dbt.type_int() }}) as score
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_lead_bins').render() }} as cells
    left join points
        on cells.bin_id = points.bin_id
    group by cells.lead_key, cells.is_converted

)

select * from final
