with

identities as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__identity_standing') }}

),

final as (

    select alias_id, alias_key, lead_id, lead_key, linked_at
    from identities
    where left_out_because is null

)

select * from final
