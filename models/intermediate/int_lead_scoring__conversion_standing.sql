{{ config(materialized = 'view') }}

with

given_conversions as (

    select
        lead_id,
        {{ lead_scoring.lead_key('lead_id') }} as given_key,
        {{ lead_scoring.local_day('converted_at') }} as converted_on
    from {{ ref('lead_scoring', 'stg_lead_scoring__conversions') }}

),

aliases as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__aliases') }}

),

leads as (

    select lead_key from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}

),

{{ lead_scoring.standing_of_conversions() | trim }}

select * from standing
