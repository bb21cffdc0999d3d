{{ config(enabled = lead_scoring.is_replayed()) }}

with

stated as (

    select
        scorecard_id,
        period,
        person_id,
        converted,
        expected_rate as rate
    from {{ ref('lead_scoring', 'int_lead_scoring__observations') }}
    where expected_rate is not null

),

{{ lead_scoring.checked_rates('stated') | trim }}

select * from checked_rates
