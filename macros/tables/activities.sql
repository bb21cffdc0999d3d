{#
    The activity stream: a row for every event that counts and every activity that it is. It is
    appended to from run to run and depends on no scoring date, so that scores of any day, of leads
    and of accounts read the same one; who an id stands for is decided where it is read, see
    `counted_activities`. A whole model.

    Each event is read once, whatever the number of rules: events meet a small table of activities
    by their type, and a condition is looked at where there is one. Signals, which are about events
    of any type, are a `select` each.

    Of several rows with one event id the one that became known first is an event; the others have
    the activity `REPEATED ID` and are there for the audit alone.

    Besides there are watermarks, rows with a `definition` and without a lead: what has been read
    for which activities, see `activity_watermarks`. They stand in the same table since a run that
    is cut off must leave both or neither.

    Example (models/core/int_lead_scoring__activities.sql, whole):
        {{ lead_scoring.activities() }}

            lead_key | activity                         | is_event | occurred_on | known_on
            L1       | page_view                        | true     | 2026-06-29  | 2026-06-29
            L1       | page_view: page_path = /careers  | false    | 2026-06-29  | 2026-06-29
#}
{% macro activities() %}
{#- With the challenger's, and those of accounts: all of them read one stream. -#}
{%- set scorecards = lead_scoring.scorecards(entity=none, with_challenger=true) -%}
{%- set events = ref('lead_scoring', 'stg_lead_scoring__events') -%}
{%- set reading = lead_scoring.activities_to_read(
    lead_scoring.activities_in_use(scorecards), scorecards, events
) -%}
{%- set parts = [] -%}
{%- do parts.append('all_') if reading.anew or not reading.kept -%}
{%- do parts.append('new_') if reading.kept -%}
{#- Names are brought to their type before they meet events. -#}
{%- set names = lead_scoring.type_name(lead_scoring.activity_names(reading)) -%}
{%- do reading.update({'type': names}) -%}
{#- The overrides are compiled first, so that a wrong scorecard fails once and not in each model. #}
-- depends_on: {{ ref('lead_scoring', 'stg_lead_scoring__score_overrides') }}
with

{{ lead_scoring.prepared_events(scorecards, events) | trim }},

-- What an event is that no activity is about.
other_names as (

    select
        {%- for column, name in {
            'other': lead_scoring.other_activity(), 'untyped': lead_scoring.untyped_activity(),
            'repeated': lead_scoring.repeated_activity(),
        }.items() %}
        cast({{ lead_scoring.text_literal(name) }} as {{ names }}) as {{ column }}{{ ','
            if not loop.last }}
        {%- endfor %}

),
{% for part in parts %}
{{ lead_scoring.events_as_activities(
    part, reading.further if part == 'new_' else reading.anew, reading, scorecards
) | trim }},
{% endfor %}
watermarks as (

    {{ lead_scoring.indented(lead_scoring.activity_watermarks(reading, scorecards) | trim, 4) }}

),

final as (
    {% for part in parts %}
    select * from {{ part }}activities

    union all
    {% endfor %}
    select * from watermarks

)

select
    lead_key,
    cast(activity as {{ names }}) as activity,
    is_event,
    occurred_on,
    occurred_at,
    known_on,
    {%- for value in lead_scoring.stream_values(scorecards) %}
    {{ value.column }},
    {%- endfor %}
    {%- for column in lead_scoring.former_stream_columns(scorecards) %}
    cast(null as {{ column.data_type }}) as {{ lead_scoring.quoted(column.name) }},
    {%- endfor %}
    definition,
    read_until,
    row_count,
    row_hashes
from final
{{- lead_scoring.sorted_by('activity') }}
{% endmacro %}

{#- The names that the column `activity` may hold after this run. -#}
{% macro activity_names(reading) %}
    {%- set names = [
        lead_scoring.other_activity(), lead_scoring.untyped_activity(),
        lead_scoring.repeated_activity(),
    ] -%}
    {%- for activity in reading.anew + reading.further -%}
        {%- do names.append(activity.name) -%}
    {%- endfor -%}
    {{ return(names | unique(case_sensitive=true) | sort(case_sensitive=true)) }}
{% endmacro %}

{#-
    The CTE `events`: rows of the input that name a lead and have a time, under the names and in the
    form in which conditions look at them.
-#}
{% macro prepared_events(scorecards, events) %}
events as {{ lead_scoring.inlined_cte() }}(

    select
        {{ lead_scoring.indented(lead_scoring.event_items(scorecards) | join(',\n'), 8) }}
    from {{ events }}
    where lead_id is not null
        and occurred_at is not null

)
{%- endmacro %}

{% macro event_items(scorecards) %}
    {%- set inputs = scorecards.inputs.events -%}
    {{ return(
        (['event_id'] if 'event_id' in inputs else [])
        + ['lead_id', lead_scoring.prepared_text('event_type') ~ ' as event_type']
        + ['occurred_at', lead_scoring.local_day('occurred_at') ~ ' as occurred_on']
        + (['loaded_at'] if 'loaded_at' in inputs else [])
        + [lead_scoring.known_day(scorecards) ~ ' as known_on']
        + lead_scoring.prepared_columns(scorecards, 'events')
    ) }}
{% endmacro %}

{#- The day on which an event was known: the later of its own day and the day on
    which it was loaded. -#}
{% macro known_day(scorecards) %}
    {%- set occurred_on = lead_scoring.local_day('occurred_at') -%}
    {%- if 'loaded_at' not in scorecards.inputs.events -%}
        {{ return(occurred_on) }}
    {%- endif -%}
    {%- set loaded_on = lead_scoring.local_day('loaded_at') -%}
    {{ return(
        'case when ' ~ loaded_on ~ ' > ' ~ occurred_on ~ ' then ' ~ loaded_on ~ ' else '
        ~ occurred_on ~ ' end'
    ) }}
{% endmacro %}

{#-
    The CTEs that end with `<prefix>activities`.

    Args:
        prefix: 'all_' to read all events, 'new_' to read what has been loaded since the last run.
        activities: those that are looked for.
        reading: see `activities_to_read`.
        scorecards: see `scorecards`.
-#}
{% macro events_as_activities(prefix, activities, reading, scorecards) %}
{%- set inputs = scorecards.inputs.events -%}
{%- set is_new = prefix == 'new_' -%}
{%- set has_id = 'event_id' in inputs
    and not lead_scoring.choice('event_ids_are_unique', [true, false]) -%}
{%- set typed, untyped = [], [] -%}
{%- for activity in activities -%}
    {%- do (untyped if activity.event_type is none else typed).append(activity) -%}
{%- endfor -%}
{%- set conditioned = typed | selectattr('conditions') | list -%}
{%- set source = lead_scoring.event_source(prefix, activities, reading) -%}
{%- set values = lead_scoring.stream_values(scorecards) -%}
{%- set columns = ['event_type', 'occurred_at', 'occurred_on', 'known_on']
    + (['event_id'] if 'event_id' in values | map(attribute='name') | list else [])
    + lead_scoring.prepared_names(scorecards, 'events') -%}
{{ prefix }}events as {{ lead_scoring.inlined_cte() }}(

    select * from events
    {%- if source %}
    where {{ source }}
    {%- endif %}

),
{% if has_id %}
{{ lead_scoring.deduplicated_events(prefix, columns, reading, scorecards, source) | trim }},
{% endif %}
{%- set first_events = prefix ~ ('first_events' if has_id else 'events') %}
{{ prefix }}keyed_events as {{ lead_scoring.inlined_cte() }}(

    {{ lead_scoring.indented(lead_scoring.with_lead_key_or_null(first_events, columns) | trim, 4) }}

),

{{ prefix }}activity_types as (

    {{ lead_scoring.indented(
        lead_scoring.activity_types(typed, conditioned, reading.type) | trim, 4
    ) }}

),

-- Every event has one row as an event, under its type where an activity is about that.
{{ prefix }}matches as {{ lead_scoring.inlined_cte() }}(

    select
        events.lead_key as lead_key,
        case
            when activity_types.activity is not null then activity_types.activity
            when events.event_type is null then other_names.untyped
            else other_names.other
        end as activity,
        coalesce(activity_types.is_event,
            true){{ ' and false' if reading.kept and not is_new }} as is_event,
        events.occurred_on as occurred_on,
        events.occurred_at as occurred_at,
        events.known_on as known_on
        {%- for value in values %},
        {{ lead_scoring.indented(lead_scoring.value_of_activities(value, typed) | trim, 8) }}
            as {{ value.column }}
        {%- endfor %}
    from {{ prefix }}keyed_events as events
    {{ 'inner' if reading.kept and not is_new
        else 'left' }} join {{ prefix }}activity_types as activity_types
        on events.event_type = activity_types.event_type
    cross join other_names
    {%- if conditioned %}
    where case activity_types.condition_number
        -- Tried one after the other: what most events are comes first.
        when 0 then true
        {%- for activity in conditioned %}
        -- {{ lead_scoring.comment_text(activity.name) }}
        when {{ loop.index }} then
            {{ lead_scoring.indented(activity.conditions | join('\nand '), 12) }}
        {%- endfor %}
        else true
    end
    {%- endif %}
    {%- for activity in untyped %}

    union all

    -- {{ lead_scoring.comment_text(activity.name) }}
    select
        lead_key,
        cast({{ lead_scoring.text_literal(activity.name) }} as {{ reading.type }}) as activity,
        false as is_event,
        occurred_on,
        occurred_at,
        known_on
        {%- for value in values %},
        {{ value.sql if value.is_of_all or value in activity.carries | default([])
            else 'cast(null as ' ~ value.type ~ ')' }} as {{ value.column }}
        {%- endfor %}
    from {{ prefix }}keyed_events
    where {{ activity.conditions | join('\n        and ') }}
    {%- endfor %}
    {%- if has_id and (is_new or not reading.kept) %}

    union all

    select
        lead_key,
        other_names.repeated as activity,
        false as is_event,
        occurred_on,
        occurred_at,
        known_on
        {%- for value in values %},
        cast(null as {{ value.type }}) as {{ value.column }}
        {%- endfor %}
    from {{ prefix }}keyed_duplicates
    cross join other_names
    {%- endif %}

),

{{ prefix }}activities as {{ lead_scoring.inlined_cte() }}(

    select{{ lead_scoring.repartition_hint('lead_key') }}
        lead_key,
        activity,
        is_event,
        occurred_on,
        {{ lead_scoring.kept_time(activities, scorecards) }},
        known_on,
        {%- for value in values %}
        cast({{ value.column }} as {{ value.type }}) as {{ value.column }},
        {%- endfor %}
        cast(null as {{ dbt.type_string() }}) as definition,
        cast(null as {{ lead_scoring.type_utc_timestamp() }}) as read_until,
        cast(null as {{ dbt.type_bigint() }}) as row_count,
        cast(null as {{ lead_scoring.type_decimal(38, 0) }}) as row_hashes
    from {{ prefix }}matches

)
{%- endmacro %}

{#-
    A value of those activities that are needed with it, as SQL over `events`; null for all others.

    Example:
        case
            when activity_types.activity in ('download WITH asset')
                then nullif(events."asset", '')
        end
#}
{% macro value_of_activities(value, activities) %}
{%- if value.is_of_all -%}{{ return('events.' ~ value.sql) }}{%- endif -%}
{%- set names = [] -%}
{%- for activity in activities if value in activity.carries | default([]) -%}
    {%- do names.append(activity.name) -%}
{%- endfor -%}
{%- if not names -%}
cast(null as {{ value.type }})
{%- else -%}
case
    when {{ lead_scoring.in_list('activity_types.activity', lead_scoring.text_literals(names)) }}
        then {{ value.sql }}
end
{%- endif -%}
{% endmacro %}

{#- The column `occurred_at`: for all activities, for those whose latest event is looked for, or
    for none. -#}
{% macro kept_time(activities, scorecards) %}
    {%- set names = [] -%}
    {%- for activity in activities if activity.keeps_time -%}
        {%- do names.append(activity.name) -%}
    {%- endfor -%}
    {{ return(
        'occurred_at' if lead_scoring.needs_timestamps(scorecards)
        else (
            'case when ' ~ lead_scoring.in_list('activity', lead_scoring.text_literals(names))
            ~ ' then occurred_at end' if names
            else 'cast(null as ' ~ lead_scoring.type_utc_timestamp() ~ ')'
        ) ~ ' as occurred_at'
    ) }}
{% endmacro %}

{#-
    The activities that go by an event type, as rows that SQL can join: activity, event_type,
    is_event, and the number of its condition among all; 0 where there is none.
-#}
{% macro activity_types(activities, conditioned, name_type) %}
    {%- set numbers, rows = {}, [] -%}
    {%- for activity in conditioned -%}
        {%- do numbers.update({activity.name: loop.index}) -%}
    {%- endfor -%}
    {%- for activity in activities -%}
        {%- do rows.append([
            lead_scoring.text_literal(activity.name),
            lead_scoring.text_literal(activity.event_type),
            'true' if activity.is_event else 'false', numbers.get(activity.name, 0),
        ]) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows({
        'activity': name_type, 'event_type': dbt.type_string(), 'is_event': dbt.type_boolean(),
        'condition_number': dbt.type_int(),
    }, rows)) }}
{% endmacro %}

{#-
    Whether anybody looks at the moment of an activity and not at its day alone: where ids are
    linked, where a rule is valid from or to a time of day or counts since an event, and where
    events of machines are left out. Kept for nobody it would be a seventh of the stream.
-#}
{% macro needs_timestamps(scorecards) %}
    {%- set moments = [] -%}
    {%- for line in lead_scoring.lines_over_events(scorecards) -%}
        {%- for cell in (line.valid_from, line.valid_to)
            if cell and lead_scoring._read_date(cell) is none -%}
            {%- do moments.append(cell) -%}
        {%- endfor -%}
        {%- do moments.append(line.since_subject) if line.since_subject -%}
    {%- endfor -%}
    {{ return(
        lead_scoring.links_ids() or moments | length > 0
        or lead_scoring.event_filters() | length > 0
    ) }}
{% endmacro %}
