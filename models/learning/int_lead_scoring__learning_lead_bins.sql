{{ config(enabled = lead_scoring.learns()) }}

with

bins as (

    select distinct feature_id
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_bins') }}
    where is_leaking = 0

),

places as (

    select
        places.feature_id as feature_id,
        places.place as place,
        cast(places.bin_id as {{ dbt.type_int() }}) as bin_id
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_value_bins').render() }} as places
    inner join bins
        on places.feature_id = bins.feature_id
    where places.bin_id is not null

),

final as (

    select
        learned.lead_key as lead_key,
        learned.is_converted as is_converted,
        places.bin_id as bin_id
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_values').render() }} as learned
    inner join places
        on learned.feature_id = places.feature_id
        and learned.place = places.place

    union all

    select
        lead_key,
        is_converted,
        0 as bin_id
    from {{ ref('lead_scoring', 'int_lead_scoring__learning_leads') }}
    where exclusion_reason is null

)

select * from final
