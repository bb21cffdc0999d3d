{#
    The CTEs that keep of several rows with one event id the one that became known first (SPEC:
    Inputs): `<prefix>copies`, all rows of ids that stand more than once, in the order in which they
    became known; `<prefix>first_events`, every event once; and `<prefix>keyed_duplicates`, the rows
    that only repeat one. Which row counts depends on the rows of the id alone.

    Args:
        prefix, reading, scorecards: see `events_as_activities`.
        columns: those of events that are taken along.
        source: which events are read, as a condition over `events`; none: all.

    Example:
        with events as (…), all_events as (…),
        {{ lead_scoring.deduplicated_events('all_', columns, reading, scorecards) }}
#}
{% macro deduplicated_events(prefix, columns, reading, scorecards, source=none) %}
{%- set id_key = lead_scoring.id_key('event_id') -%}
{%- set is_new = reading.is_new if prefix == 'new_' else none -%}
{{ prefix }}repeated_ids as {{ lead_scoring.materialized_cte() }}(
    {% if is_new %}
    -- No new row is known before an old one: of an id that was there before it is a repetition.
    select event_id
    from events
    where not ({{ is_new }})
        and event_id in (select event_id from {{ prefix }}events)
    group by event_id
    {% else %}
    select {{ id_key }} as id_key
    from events
    where event_id is not null
    {%- if source %}
        and event_id in (select event_id from {{ prefix }}events)
    {%- endif %}
    group by {{ id_key }}
    having count(*) > 1
    {% endif %}
),

{{ prefix }}copies as {{ lead_scoring.materialized_cte() }}(

    select
        {{ lead_scoring.indented(lead_scoring.event_items(scorecards) | join(',\n'), 8) }},
        row_number() over (
            partition by event_id
            order by
                {{ lead_scoring.duplicate_order(scorecards) | join(',\n                ') }}
        )
        {%- if is_new %}
            + case when event_id in (select event_id from {{ prefix }}repeated_ids)
                then 1 else 0 end
        {%- endif %} as duplicate_number
    from {{ ref('lead_scoring', 'stg_lead_scoring__events') }}
    where lead_id is not null
        and occurred_at is not null
        and event_id is not null
        and {{ is_new or id_key ~ ' in (select id_key from ' ~ prefix ~ 'repeated_ids)' }}
        {{- lead_scoring.materialized_cte_condition('and') }}

),

{{ prefix }}first_events as {{ lead_scoring.inlined_cte() }}(

    select lead_id, {{ columns | join(', ') }}
    from {{ prefix }}events
    where event_id is null
    {%- if not is_new %}
        or {{ lead_scoring.is_not_among(id_key, 'id_key', prefix ~ 'repeated_ids') }}
    {%- endif %}

    union all

    select lead_id, {{ columns | join(', ') }}
    from {{ prefix }}copies
    where duplicate_number = 1

),

{{ prefix }}later_duplicates as {{ lead_scoring.inlined_cte() }}(

    select lead_id, {{ columns | join(', ') }}
    from {{ prefix }}copies
    where duplicate_number > 1

),

{{ prefix }}keyed_duplicates as {{ lead_scoring.inlined_cte() }}(

    {{ lead_scoring.indented(
        lead_scoring.with_lead_key_or_null(prefix ~ 'later_duplicates', columns) | trim, 4
    ) }}

)
{%- endmacro %}

{#-
    The order in which rows of one id became known, a list: the day, the load, the event's own time,
    the lead, then the remaining columns as text, so that it is the same however rows arrive.
-#}
{% macro duplicate_order(scorecards) %}
    {%- set inputs = scorecards.inputs.events -%}
    {%- set loaded_at = ['loaded_at nulls last'] if 'loaded_at' in inputs else [] -%}
    {%- set order = [lead_scoring.known_day(scorecards)] + loaded_at
        + ['occurred_at', 'lead_id'] -%}
    {%- set first, rest = ['event_type'], [] -%}
    {%- for name in inputs | sort
        if name not in ('event_id', 'lead_id', 'event_type', 'occurred_at', 'loaded_at')
        and inputs[name].family not in ('list', 'other') -%}
        {%- do rest.append(name) -%}
    {%- endfor -%}
    {%- for name in first + rest -%}
        {%- set sql = lead_scoring.quoted(inputs[name].name) if name in inputs else name -%}
        {%- do order.append(
            lead_scoring.by_code_point('cast(' ~ sql ~ ' as ' ~ dbt.type_string() ~ ')')
            ~ ' nulls last'
        ) -%}
    {%- endfor -%}
    {{ return(order) }}
{% endmacro %}
