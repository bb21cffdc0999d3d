{{ config(materialized = lead_scoring.chained_as()) }}

with

first_links as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__identity_links') }}

),

{{ lead_scoring.standing_of_links() | trim }}

select * from standing
