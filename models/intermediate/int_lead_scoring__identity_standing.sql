{{ config(materialized = 'view') }}

with

identities as (

    select
        alias_id,
        {{ lead_scoring.lead_key('alias_id') }} as alias_key,
        lead_id,
        {{ lead_scoring.lead_key('lead_id') }} as lead_key,
        linked_at
    from {{ ref('lead_scoring', 'stg_lead_scoring__identities') }}

),

{{ lead_scoring.standing_of_links() | trim }}

select * from standing
