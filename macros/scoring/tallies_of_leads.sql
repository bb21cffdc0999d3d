{#
    The CTEs that end with `tallies_of_leads`: a row per lead and tally of which an event counts. Reads the CTEs
    `event_tallies`, `aliases` and `leads`.

    Args:
        tallies: see `tallies`.
        day: the column of `event_tallies` that holds the day; none: the scoring date.

    Example:
        with event_tallies as (…), aliases as (…), leads as (…), {{ lead_scoring.tallies_of_leads(tallies) }}
#}
{% macro tallies_of_leads(tallies, day=none) %}
{%- set capped = tallies | rejectattr('max_per_day', 'none') | list -%}
{%- set shared = tallies | rejectattr('share', 'none') | list -%}
{%- set keys = 'lead_key, tally_id' ~ (', ' ~ day if day else '') -%}
{%- set on = 'event_tallies.' ~ day if day else lead_scoring.scoring_day() -%}
tallies as (

    {{ lead_scoring.indented(lead_scoring.tally_rows(tallies), 4) }}

),

-- Counts of a merged record or a linked visitor are its lead's.
counts_of_leads as (

    select
        leads.lead_key as lead_key,
        event_tallies.tally_id as tally_id,
        {%- if day %}
        event_tallies.{{ day }} as {{ day }},
        {%- endif %}
        event_tallies.occurred_on as occurred_on,
        {{ lead_scoring.days_between('event_tallies.occurred_on', on) }} as age_days,
        event_tallies.event_count as event_count,
        event_tallies.first_on as first_on,
        event_tallies.last_on as last_on,
        tallies.window_days as window_days,
        tallies.max_per_day as max_per_day
    from event_tallies
    inner join tallies
        on event_tallies.tally_id = tallies.tally_id
    left join aliases
        on event_tallies.lead_key = aliases.alias_key
    inner join leads
        on coalesce(aliases.lead_key, event_tallies.lead_key) = leads.lead_key

),

counts_in_window as (

    select * from counts_of_leads
    where window_days is null or age_days < window_days

),
{% if capped %}
-- Of each day the rule counts so many at most.
counted as (

    select
        {{ keys }},
        age_days,
        least(sum(event_count), max_per_day) as event_count,
        min(first_on) as first_on,
        max(last_on) as last_on
    from counts_in_window
    where max_per_day is not null
    group by {{ keys }}, age_days, max_per_day

    union all

    select {{ keys }}, age_days, event_count, first_on, last_on
    from counts_in_window
    where max_per_day is null

),
{% endif %}
tallies_of_leads as (

    select
        {{ keys }},
        cast(sum(event_count) as {{ dbt.type_bigint() }}) as event_count,
        min(first_on) as first_event_on,
        max(last_on) as last_event_on,
        {%- if shared %}
        cast(sum(
            case tally_id
                {%- for tally in shared %}
                -- {{ lead_scoring.tally_in_words(tally) }}
                when {{ lead_scoring.text_literal(tally.tally_id) }} then
                    cast(event_count * {{ tally.share }} as {{ lead_scoring.type_decimal(28, 12) }})
                {%- endfor %}
            end
        ) as {{ lead_scoring.type_decimal(28, 12) }}) as decayed_count
        {%- else %}
        cast(null as {{ lead_scoring.type_decimal(28, 12) }}) as decayed_count
        {%- endif %}
    from {{ 'counted' if capped else 'counts_in_window' }}
    group by {{ keys }}

)
{%- endmacro %}
