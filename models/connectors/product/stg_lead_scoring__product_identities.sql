{{ config(materialized = 'view', enabled = lead_scoring.is_connected('product')) }}

with

identities as (

    {{ lead_scoring.loaded_table('product', 'identities', {
        'alias_id': 'needed id', 'lead_id': 'needed id', 'linked_at': 'needed moment',
    }) }}

),

final as (

    select
        alias_id,
        lead_id,
        linked_at
    from identities

)

select * from final
