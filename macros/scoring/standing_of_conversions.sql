{#
    The CTE `standing`: a row per conversion, whose it is, and why it does not count. Reads the CTEs
    `conversions` (`lead_id`, `given_key`, the key of that id, and `converted_on`), `aliases` and `leads`.

    Args:
        day: the column of `conversions` that holds the day; none: the scoring date.

    Example:
        with conversions as (…), aliases as (…), leads as (…), {{ lead_scoring.standing_of_conversions() }}
#}
{% macro standing_of_conversions(day=none) %}
standing as (

    select
        coalesce(aliases.lead_id, conversions.lead_id) as lead_id,
        leads.lead_key as lead_key,
        conversions.converted_on,
        case
            when conversions.lead_id is null then 'no_lead'
            when leads.lead_key is null then 'unknown_lead'
            when conversions.converted_on is null then 'no_time'
            when conversions.converted_on > {{ 'conversions.' ~ day if day else lead_scoring.scoring_day() }} then 'after_scoring_date'
        end as left_out_because
    from conversions
    left join aliases
        on conversions.given_key = aliases.alias_key
    left join leads
        on coalesce(aliases.lead_key, conversions.given_key) = leads.lead_key

)
{%- endmacro %}
