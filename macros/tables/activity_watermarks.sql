{#
    What a run has read for each activity, as rows of the stream: `row_count` rows and the sum of their
    hashes since the watermark before, up to the `loaded_at` of `read_until`. The next run goes on from
    there if the rows of all watermarks, added up, are still what they were, see `activities_to_read`.

    Without `read_until` nothing can go on from here: an event has no `loaded_at`.

    Args:
        prefix, activities, reading, scorecards: see `events_as_activities`.

    Example:
        watermarks as ( {{ lead_scoring.activity_watermarks('all_', activities, reading, scorecards) }} )
#}
{% macro activity_watermarks(prefix, activities, reading, scorecards) %}
{%- set rows = [] -%}
{#- Of an activity that is new all rows are read: those before, and those since. -#}
{%- set before = reading.kept if reading.kept and prefix == 'all_' else none -%}
{%- for activity in activities + ([] if before else [{'name': lead_scoring.other_activity(), 'is_event': true}]) -%}
    {%- do rows.append([
        lead_scoring.text_literal(activity.name), 'true' if activity.is_event else 'false',
        lead_scoring.text_literal(lead_scoring.activity_definition(activity, scorecards)),
    ]) -%}
{%- endfor -%}
{%- if not lead_scoring.leaves_watermarks(scorecards) -%}
{{ lead_scoring.inline_rows(dict(lead_scoring.stream_columns(), activity=reading.type), []) }}
{%- else -%}
select
    {{ lead_scoring.no_lead_key() }} as lead_key,
    cast(activities.activity as {{ reading.type }}) as activity,
    activities.is_event as is_event,
    cast(null as date) as occurred_on,
    cast(null as {{ lead_scoring.type_moment() }}) as occurred_at,
    cast(null as date) as known_on,
    activities.definition as definition,
    {%- if before %}
    coalesce(rows_read.read_until, {{ lead_scoring.timestamp_literal(before.read_until) }}) as read_until,
    {{ before.row_count }} + rows_read.row_count as row_count,
    {{ before.row_hashes }} + rows_read.row_hashes as row_hashes
    {%- else %}
    {{ 'coalesce(rows_read.read_until, ' ~ lead_scoring.timestamp_literal(reading.kept.read_until) ~ ')'
        if reading.kept else 'rows_read.read_until' }} as read_until,
    rows_read.row_count as row_count,
    rows_read.row_hashes as row_hashes
    {%- endif %}
from (
    {{ lead_scoring.indented(lead_scoring.inline_rows(
        {'activity': dbt.type_string(), 'is_event': dbt.type_boolean(), 'definition': dbt.type_string()}, rows
    ), 4) }}
) as activities
cross join (
    {{ lead_scoring.indented(lead_scoring.rows_read(
        scorecards, ref('lead_scoring', 'stg_lead_scoring__events'), reading.is_new
    ) | trim, 4) }}
) as rows_read
{%- endif %}
{% endmacro %}

{#-
    How many rows the input has, the sum of their hashes, and the latest `loaded_at`; that one is null if a
    row has none.

    Args:
        relation: the staged events.
        condition: which rows; none: all.
-#}
{% macro rows_read(scorecards, relation, condition=none) %}
{%- set columns = ['lead_id', 'event_type', 'occurred_at'] -%}
{%- for name in ('event_id', 'loaded_at') if name in scorecards.inputs.events -%}
    {%- do columns.append(name) -%}
{%- endfor -%}
{%- for name in lead_scoring.raw_event_columns(scorecards) -%}
    {%- do columns.append(name) -%}
{%- endfor -%}
select
    cast(count(*) as {{ dbt.type_bigint() }}) as row_count,
    cast(coalesce(sum({{ lead_scoring.number_of_row(columns) }}), 0) as {{ lead_scoring.type_decimal(38, 0) }}) as row_hashes,
    case when count(loaded_at) = count(*) then max(loaded_at) end as read_until
from {{ relation }}
{%- if condition %}
where {{ condition }}
{%- endif %}
{% endmacro %}

{#- Whether a later run can go on from this one. -#}
{% macro leaves_watermarks(scorecards) %}
    {{ return(lead_scoring.keeps_activities() and 'loaded_at' in scorecards.inputs.events) }}
{% endmacro %}

{#-
    A hash of what an activity's rows depend on besides the events themselves: its condition, where the
    events are and how they are read.
-#}
{% macro activity_definition(activity, scorecards) %}
    {%- set basis = [
        activity.event_type, activity.conditions | default([]) | join('\n'), lead_scoring.setting('events'),
        lead_scoring.setting('column_mapping'), lead_scoring.timezone(), lead_scoring.setting('event_ids_are_unique'),
        lead_scoring.raw_event_columns(scorecards, activity.conditions | default([]) | join(' ')) | join(', '),
        lead_scoring.keys_made_by(), lead_scoring.needs_moments(scorecards),
    ] -%}
    {%- for name in modules.re.findall('signal_(\\w+)', activity.conditions | default([]) | join('\n'))
        if name in lead_scoring.signals() -%}
        {%- do basis.append(lead_scoring.signal_condition(name)) -%}
    {%- endfor -%}
    {%- if activity.name == lead_scoring.other_activity() -%}
        {%- do basis.extend(lead_scoring.list_setting('outbound_event_types')) -%}
    {%- endif -%}
    {{ return(local_md5(basis | map('string') | join('\n'))) }}
{% endmacro %}

{#- The columns of the stream, column -> SQL type. -#}
{% macro stream_columns() %}
    {{ return({
        'lead_key': lead_scoring.type_lead_key(), 'activity': dbt.type_string(), 'is_event': dbt.type_boolean(),
        'occurred_on': 'date', 'occurred_at': lead_scoring.type_moment(), 'known_on': 'date',
        'definition': dbt.type_string(), 'read_until': lead_scoring.type_moment(), 'row_count': dbt.type_bigint(),
        'row_hashes': lead_scoring.type_decimal(38, 0),
    }) }}
{% endmacro %}
