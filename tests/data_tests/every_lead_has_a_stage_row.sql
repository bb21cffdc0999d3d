{# Failing rows: leads that exist without one row in lead_stages, or that have one without existing. #}

with

rows_of_both as (

    select
        lead_id,
        1 as lead_rows,
        0 as stage_rows
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}
    where exclusion_reason is null

    union all

    select
        lead_id,
        0 as lead_rows,
        1 as stage_rows
    from {{ ref('lead_scoring', 'lead_stages') }}

),

final as (

    select
        lead_id,
        sum(lead_rows) as lead_rows,
        sum(stage_rows) as stage_rows
    from rows_of_both
    group by lead_id

)

select * from final
where lead_rows <> 1 or stage_rows <> 1
