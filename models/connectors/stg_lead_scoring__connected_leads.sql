{{ config(materialized = 'view', enabled = lead_scoring.connectors() | length > 0) }}

with

leads as (

    {{ lead_scoring.connected_rows('leads') | trim | indent(4) }}

),

final as (

    {{ lead_scoring.with_email_type('leads') | trim | indent(4) }}

)

select * from final
