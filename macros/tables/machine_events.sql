{#
    The events that are made by machines (SPEC: Machines): of each lead, event type and time. All
    events of that type and time are. A whole model; a `select` a filter.

    Filters look at all events that nothing else leaves out, in a replay at those that were known.

    Args:
        of: 'lead' or 'replay', see `scope`.

    Example (models/core/intermediate/int_lead_scoring__machine_events.sql, whole):
        {{ lead_scoring.machine_events() }}

            lead_key | event_type | occurred_at
            12       | email_open | 2026-06-12 08:00:02
#}
{% macro machine_events(of='lead') %}
{%- set scope = lead_scoring.scope(of) -%}
{#- Checked as every table is, before anything is built of it. -#}
{%- set scorecards = lead_scoring.scorecards(with_challenger=scope.is_replay) -%}
{%- set keys = scope['keys'] -%}
{%- set names = lead_scoring.filtered_activities() | map(attribute='name') | list -%}
with

{{ lead_scoring.replayed_activities(scope) -}}

activities as {{ lead_scoring.inlined_cte() }}(

    {{ lead_scoring.indented(
        lead_scoring.counted_activities(scope, machines='included') | trim, 4
    ) }}

),

events as {{ lead_scoring.inlined_cte() }}(

    select
        {{ keys | join(', ') }},
        {{ 'event_type' if names
            else 'cast(null as ' ~ lead_scoring.type_text() ~ ') as event_type' }},
        occurred_at
    from activities
    where {{ lead_scoring.in_list('activity', lead_scoring.text_literals(names)) if names
        else '1 = 0' }}

),

machine_events as (

    {{ lead_scoring.indented(lead_scoring.filtered_events(keys, 'events') | trim, 4) }}

)

select distinct {{ keys | join(', ') }}, event_type, occurred_at
from machine_events
{% endmacro %}

{#-
    What the filters leave out of some events, as a query: a `select` a filter. Without filters it
    is everything, so the caller asks for `event_filters` first or reads nothing.

    Args:
        keys: the columns that tell whose an event is.
        rows: name of a query with these, `event_type` and `occurred_at`.
-#}
{% macro filtered_events(keys, rows) %}
    {%- set columns = keys | join(', ') -%}
    {%- set selects = [] -%}
    {%- for line in lead_scoring.event_filters() -%}
        {%- do selects.append(
            '-- ' ~ lead_scoring.filter_in_words(line) ~ '\n' ~ (
                lead_scoring._events_soon_after(line, columns, rows)
                if line.kind | lower == 'soon_after'
                else lead_scoring._events_in_bursts(line, columns, rows)
            ) | trim
        ) -%}
    {%- endfor -%}
    {{ return(
        selects | join('\n\nunion all\n\n')
            or 'select ' ~ columns ~ ', event_type, occurred_at\nfrom ' ~ rows
    ) }}
{% endmacro %}

{#- A filter in words, for the comment above its SQL. -#}
{% macro filter_in_words(line) %}
    {{ return(lead_scoring.comment_text(
        line.filter_id ~ ': ' ~ line.event_type ~ (
            ' less than ' ~ line.seconds ~ ' seconds after ' ~ line.of_event_type
            if line.kind | lower == 'soon_after'
            else ', more than ' ~ line.max_count ~ ' within ' ~ line.seconds ~ ' seconds'
        )
    )) }}
{% endmacro %}

{#- From the latest of the other events on, which may be of the same time. -#}
{% macro _events_soon_after(line, keys, rows) %}
{%- set event_type = lead_scoring.text_literal(lead_scoring.folded(line.event_type)) -%}
{%- set other = lead_scoring.text_literal(lead_scoring.folded(line.of_event_type)) %}
select {{ keys }}, event_type, occurred_at
from (
    select
        {{ keys }},
        event_type,
        occurred_at,
        max(case when event_type = {{ other }} then occurred_at end) over (
            partition by {{ keys }}
            order by occurred_at
        ) as last_other_at
    from {{ rows }}
    where event_type in ({{ event_type }}, {{ other }})
) as ordered_events
where event_type = {{ event_type }}
    and occurred_at < {{ lead_scoring.seconds_after('last_other_at', line.seconds) }}
{% endmacro %}

{#- All events of a run of one more than there may be, of which the last comes soon enough after
    the first. -#}
{% macro _events_in_bursts(line, keys, rows) %}
{%- set event_type = lead_scoring.text_literal(lead_scoring.folded(line.event_type)) -%}
{%- set most = lead_scoring._read_integer(line.max_count) %}
select {{ keys }}, event_type, occurred_at
from (
    select
        {{ keys }},
        event_type,
        occurred_at,
        max(case
            when run_ends_at < {{ lead_scoring.seconds_after('occurred_at', line.seconds) }} then 1
            else 0
        end) over (
            partition by {{ keys }}
            order by event_number
            rows between {{ most }} preceding and current row
        ) as is_in_burst
    from (
        select
            {{ keys }},
            event_type,
            occurred_at,
            event_number,
            lead(occurred_at, {{ most }}) over (
                partition by {{ keys }}
                order by event_number
            ) as run_ends_at
        from (
            select
                {{ keys }},
                event_type,
                occurred_at,
                row_number() over (
                    partition by {{ keys }}
                    order by occurred_at
                ) as event_number
            from {{ rows }}
            where event_type = {{ event_type }}
        ) as numbered_events
    ) as runs
) as marked_events
where is_in_burst = 1
{% endmacro %}
