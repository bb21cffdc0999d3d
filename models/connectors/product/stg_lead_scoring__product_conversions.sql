{{ config(materialized = 'view', enabled = lead_scoring.is_connected('product')) }}

with

conversions as (

    {{ lead_scoring.loaded_table('product', 'conversions', {
        'lead_id': 'needed id', 'converted_at': 'needed moment', 'value': 'number',
    }) }}

),

final as (

    select
        lead_id,
        converted_at,
        value
    from conversions

)

select * from final
