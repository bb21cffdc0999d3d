{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set horizon = lead_scoring.integer_setting('horizon_days') %}

with

scores as (

    select * from {{ ref('lead_scoring', 'lead_score_replay') }}

),

aliases as (

    select alias_id, lead_id
    from {{ ref('lead_scoring', 'int_lead_scoring__identity_map') }}
    where ends_at is null and lead_id is not null

),

first_conversions as (

    select
        lead_id,
        min(converted_on) as converted_on
    from {{ ref('lead_scoring', 'int_lead_scoring__conversions') }}
    where exclusion_reason is null
    group by lead_id

),

-- A record that was merged later is the person that it is known to be by now.
people as (

    select
        scores.*,
        coalesce(aliases.lead_id, scores.lead_id) as person_id
    from scores
    left join aliases
        on scores.lead_id = aliases.alias_id

),

dated as (

    select
        people.*,
        first_conversions.converted_on as converted_on,
        {{ lead_scoring.days_between('people.scoring_date', 'first_conversions.converted_on') }}
            as days_to_conversion,
        {{ lead_scoring.days_between('people.scoring_date', lead_scoring.scoring_day()) }}
            as days_known
    from people
    left join first_conversions
        on people.person_id = first_conversions.lead_id

),

final as (

    select
        scorecard_id,
        scoring_date,
        lead_id,
        person_id,
        score,
        is_disqualified,
        tier,
        tier_rank,
        case
            when days_to_conversion <= 0 then 'converted_before'
            when days_known < {{ horizon }} then 'censored'
            when days_to_conversion <= {{ horizon }} then 'converted'
            else 'not_converted'
        end as outcome,
        converted_on,
        days_to_conversion
    from dated

)

select * from final
