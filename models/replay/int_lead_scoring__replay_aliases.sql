{{ config(enabled = lead_scoring.is_replayed()) }}

{#- What is wrong with scorecards or variables fails once and not in each model. -#}
-- depends_on: {{ ref('lead_scoring', 'stg_lead_scoring__score_overrides') }}
with

days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(lead_scoring.replay_days()), 4) }}

),

identities as (

    select
        identities.alias_id as alias_id,
        {{ lead_scoring.on_day(lead_scoring.lead_key('identities.alias_id'), 'days.scoring_date') }} as alias_key,
        identities.lead_id as lead_id,
        {{ lead_scoring.on_day(lead_scoring.lead_key('identities.lead_id'), 'days.scoring_date') }} as lead_key,
        identities.linked_at as linked_at,
        days.scoring_date as scoring_date
    from {{ ref('lead_scoring', 'stg_lead_scoring__identities').render() }} as identities
    cross join days

),

{{ lead_scoring.links_of_identities('scoring_date') | trim }},

{{ lead_scoring.standing_of_links() | trim }},

final as (

    select alias_key, lead_id, lead_key, linked_at
    from standing
    where left_out_because is null

)

select * from final
