{{ config(materialized = lead_scoring.chained_as()) }}

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

{{ lead_scoring.links_of_identities() | trim }}

select * from first_links
