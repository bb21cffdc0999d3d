{#
    The CTE `standing`: a row per override, whose it is, and why it does not count. Reads the CTEs
    `given_overrides` (with `given_key`, the key of the id that stands there), `aliases`, `leads` and
    `scored_leads`.

    Args:
        day: the column of `given_overrides` that holds the day; none: the scoring date.

    Example:
        with given_overrides as (…), aliases as (…), …, {{ lead_scoring.standing_of_overrides() }}
#}
{% macro standing_of_overrides(day=none) %}
{%- set on = 'given_overrides.' ~ day if day else lead_scoring.scoring_day() -%}
standing as (

    select
        coalesce(aliases.lead_id, given_overrides.lead_id) as lead_id,
        leads.lead_key as lead_key,
        given_overrides.scorecard_id as scorecard_id,
        given_overrides.entry_key as entry_key,
        given_overrides.points as points,
        given_overrides.reason as reason,
        case
            when leads.lead_key is null then 'unknown_lead'
            when given_overrides.starts_on > {{ on }} or given_overrides.ends_on <= {{ on }} then 'not_in_force'
            -- the scorecard is switched off, or the lead is outside its population
            when scored_leads.lead_key is null then 'not_scored'
        end as left_out_because
    from given_overrides
    left join aliases
        on given_overrides.given_key = aliases.alias_key
    left join leads
        on coalesce(aliases.lead_key, given_overrides.given_key) = leads.lead_key
    left join scored_leads
        on coalesce(aliases.lead_key, given_overrides.given_key) = scored_leads.lead_key
        and given_overrides.scorecard_id = scored_leads.scorecard_id

)
{%- endmacro %}
