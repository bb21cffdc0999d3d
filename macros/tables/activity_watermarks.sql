{#
    What has been read, as rows of the stream: under each activity that a run read anew, its
    definition; under `OTHER EVENT`, for all of them, how many rows of the input were read since the
    last run, the sum of their hashes, and the `loaded_at` up to which they reach. The next run goes
    on from there if the rows, added up over all runs, are still what they were, see
    `activities_to_read`.

    Without `read_until` nothing can go on from here: an event has no `loaded_at`.

    Args:
        reading, scorecards: see `events_as_activities`.

    Example:
        watermarks as ( {{ lead_scoring.activity_watermarks(reading, scorecards) }} )

            activity    | definition              | read_until          | row_count | row_hashes
            page_view   | 0c5d…                   |                     |           |
            OTHER EVENT | 77aa… ["\"page_path\""] | 2026-06-29 23:10:00 | 12        | 9512…
#}
{% macro activity_watermarks(reading, scorecards) %}
{%- set rows = [] -%}
{%- for activity in reading.anew -%}
    {%- do rows.append([
        lead_scoring.text_literal(activity.name), 'true' if activity.is_event else 'false',
        lead_scoring.text_literal(reading.definitions[activity.name]),
    ]) -%}
{%- endfor -%}
{%- if not lead_scoring.leaves_watermarks(scorecards) -%}
{{ lead_scoring.inline_rows(
    dict(lead_scoring.stream_columns(scorecards), activity=reading.type), []
) }}
{%- else -%}
{%- set values = lead_scoring.stream_values(scorecards) -%}
{%- set kept, other = reading.kept, lead_scoring.other_activity() -%}
{%- set definition = reading.definitions[other] ~ ' ' ~ tojson(reading.columns) -%}
select
    {{ lead_scoring.no_lead_key() }} as lead_key,
    activity,
    is_event,
    cast(null as date) as occurred_on,
    cast(null as {{ lead_scoring.type_utc_timestamp() }}) as occurred_at,
    cast(null as date) as known_on,
    {%- for value in values %}
    cast(null as {{ value.type }}) as {{ value.column }},
    {%- endfor %}
    definition,
    cast(null as {{ lead_scoring.type_utc_timestamp() }}) as read_until,
    cast(null as {{ dbt.type_bigint() }}) as row_count,
    cast(null as {{ lead_scoring.type_decimal(38, 0) }}) as row_hashes
from (
    {{ lead_scoring.indented(lead_scoring.inline_rows(
        {'activity': reading.type, 'is_event': dbt.type_boolean(), 'definition': dbt.type_string()},
        rows
    ), 4) }}
) as definitions

union all

select
    {{ lead_scoring.no_lead_key() }},
    cast({{ lead_scoring.text_literal(other) }} as {{ reading.type }}),
    true,
    cast(null as date),
    cast(null as {{ lead_scoring.type_utc_timestamp() }}),
    cast(null as date),
    {%- for value in values %}
    cast(null as {{ value.type }}),
    {%- endfor %}
    cast({{ lead_scoring.text_literal(definition) }} as {{ dbt.type_string() }}),
    {{ 'coalesce(read_until, ' ~ lead_scoring.timestamp_literal(kept.read_until) ~ ')' if kept
        else 'read_until' }},
    row_count{{ ' + ' ~ kept.row_count if reading.begins_again }},
    row_hashes{{ ' + ' ~ kept.row_hashes if reading.begins_again }}
from (
    {{ lead_scoring.indented(lead_scoring.rows_read(
        scorecards, ref('lead_scoring', 'stg_lead_scoring__events'), reading.columns, reading.is_new
    ) | trim, 4) }}
) as rows_read
{%- endif %}
{% endmacro %}

{#-
    How many rows the input has, the sum of their hashes, and the latest `loaded_at`; that one is
    null if a row has none.

    Args:
        relation: the staged events.
        columns: those that hashes are made of, besides the ones that every activity depends on.
        condition: which rows; none: all.
-#}
{% macro rows_read(scorecards, relation, columns, condition=none) %}
select
    cast(count(*) as {{ dbt.type_bigint() }}) as row_count,
    {{ lead_scoring.sum_of_hashes(scorecards, columns) }} as row_hashes,
    case when count(loaded_at) = count(*) then max(loaded_at) end as read_until
from {{ relation }}
{%- if condition %}
where {{ condition }}
{%- endif %}
{% endmacro %}

{% macro sum_of_hashes(scorecards, columns) %}
    {%- set always = ['lead_id', 'event_type', 'occurred_at'] -%}
    {%- for name in ('event_id', 'loaded_at') if name in scorecards.inputs.events -%}
        {%- do always.append(name) -%}
    {%- endfor -%}
    {{ return(
        'cast(coalesce(sum(' ~ lead_scoring.number_of_row(always + columns) ~ '), 0) as '
        ~ lead_scoring.type_decimal(38, 0) ~ ')'
    ) }}
{% endmacro %}

{#- Whether a later run can go on from this one. -#}
{% macro leaves_watermarks(scorecards) %}
    {{ return(lead_scoring.keeps_activities() and 'loaded_at' in scorecards.inputs.events) }}
{% endmacro %}

{#-
    Hashes of what rows of the stream depend on besides the events themselves, by activity: its
    condition, where the events are and how they are read. Under `OTHER EVENT` what all depend on.
-#}
{% macro activity_definitions(activities, scorecards) %}
    {%- set always = [
        lead_scoring.setting('events'), lead_scoring.setting('column_mapping'),
        lead_scoring.setting('event_ids_are_unique'), lead_scoring.keys_made_by(),
        lead_scoring.needs_timestamps(scorecards),
    ] -%}
    {%- do always.append('event_type of all') if lead_scoring.event_filters() -%}
    {%- set prepared, names = {}, lead_scoring.prepared_names(scorecards, 'events') -%}
    {%- for item in lead_scoring.event_items(scorecards) -%}
        {%- set name = item.split(' as ') | last -%}
        {%- if name in names -%}
            {%- do prepared.update({name: item}) -%}
        {%- else -%}
            {%- do always.append(item) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set definitions = {
        lead_scoring.other_activity(): local_md5(
            (always + lead_scoring.list_setting('outbound_event_types')) | join('\n')
        ),
    } -%}
    {%- for activity in activities -%}
        {%- set carried = activity.carries | default([]) | map(attribute='sql') | list -%}
        {%- set conditions = (activity.conditions + carried) | join('\n') -%}
        {%- set basis = [activity.event_type, conditions] + always -%}
        {%- for name, item in prepared.items() if name in conditions -%}
            {%- do basis.append(item) -%}
        {%- endfor -%}
        {%- do definitions.update({activity.name: local_md5(basis | join('\n'))}) -%}
    {%- endfor -%}
    {{ return(definitions) }}
{% endmacro %}

{#- The columns of the stream, column -> SQL type. -#}
{% macro stream_columns(scorecards) %}
    {%- set columns = {
        'lead_key': lead_scoring.type_lead_key(), 'activity': dbt.type_string(),
        'is_event': dbt.type_boolean(),
        'occurred_on': 'date', 'occurred_at': lead_scoring.type_utc_timestamp(), 'known_on': 'date',
    } -%}
    {%- for value in lead_scoring.stream_values(scorecards) -%}
        {%- do columns.update({value.column: value.type}) -%}
    {%- endfor -%}
    {{ return(dict(
        columns, definition=dbt.type_string(), read_until=lead_scoring.type_utc_timestamp(),
        row_count=dbt.type_bigint(), row_hashes=lead_scoring.type_decimal(38, 0)
    )) }}
{% endmacro %}
