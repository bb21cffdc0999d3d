{#
    The CTE `standing`: a row per conversion, whose it is, and why it does not count. Reads the CTEs
    `given_conversions` (`lead_id`, `given_key`, the key of that id, and `converted_on`), `aliases` and `leads`.

    Args:
        day: the column of `given_conversions` that holds the day; none: the scoring date.

    Example:
        with given_conversions as (…), aliases as (…), leads as (…), {{ lead_scoring.standing_of_conversions() }}
#}
{% macro standing_of_conversions(day=none) %}
standing as (

    select
        coalesce(aliases.lead_id, given_conversions.lead_id) as lead_id,
        leads.lead_key as lead_key,
        {%- if day %}
        given_conversions.{{ day }} as {{ day }},
        {%- endif %}
        given_conversions.converted_on as converted_on,
        case
            when given_conversions.lead_id is null then 'no_lead'
            when leads.lead_key is null then 'unknown_lead'
            when given_conversions.converted_on is null then 'no_time'
            when given_conversions.converted_on > {{ 'given_conversions.' ~ day if day else lead_scoring.scoring_day() }} then 'after_scoring_date'
        end as left_out_because
    from given_conversions
    left join aliases
        on given_conversions.given_key = aliases.alias_key
    left join leads
        on coalesce(aliases.lead_key, given_conversions.given_key) = leads.lead_key

)
{%- endmacro %}
