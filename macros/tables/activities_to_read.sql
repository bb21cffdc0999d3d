{#
    What a run reads for which activities. Where rows of an earlier run can be trusted, what has
    been loaded since; for an activity that is new (a new rule, another condition) all; else all for
    all.

    They are trusted if the rows that were there then still are, to the letter (their number and the
    sum of their hashes: a row that was deleted, came late or was corrected in place is noticed),
    and no new row became known before an old one of its id.

    Args:
        activities: those in use, see `activities_in_use`.
        scorecards: see `scorecards`.
        events: the staged events.

    Returns a mapping:
        anew: activities for which all events are read
        further: activities for which new events are read
        kept: what earlier runs have read: read_until, row_count, row_hashes; none where all is read
            for all
        is_new: SQL that tells new events; none where all are read
        definitions: see `activity_definitions`
        columns: those that hashes of rows are made of
        begins_again: whether they are others than so far, so that hashes are added up anew

    Example:
        {{ lead_scoring.activities_to_read(activities, scorecards, events).is_new }}
            ->  loaded_at > timestamp '2026-06-29 23:10:00'
#}
{% macro activities_to_read(activities, scorecards, events) %}
    {#- Decided once: the hook that deletes must not come to another decision than
        the query that adds. -#}
    {%- set memory = lead_scoring.run_memory() -%}
    {%- if memory is none -%}
        {{ return(lead_scoring._activities_to_read(activities, scorecards, events)) }}
    {%- endif -%}
    {%- set key = 'activities_to_read ' ~ this -%}
    {%- if key not in memory -%}
        {%- do memory.update({
            key: lead_scoring._activities_to_read(activities, scorecards, events)
        }) -%}
    {%- endif -%}
    {{ return(memory[key]) }}
{% endmacro %}

{% macro _activities_to_read(activities, scorecards, events) %}
    {%- set needed = lead_scoring.raw_columns(scorecards, 'events') -%}
    {%- set definitions = lead_scoring.activity_definitions(activities, scorecards) -%}
    {%- set everything = {
        'anew': activities, 'further': [], 'kept': none, 'is_new': none,
        'definitions': definitions, 'columns': needed, 'begins_again': false,
    } -%}
    {%- set goes_on = execute and flags.INTROSPECT and is_incremental()
        and lead_scoring.leaves_watermarks(scorecards) -%}
    {%- set watermarks = lead_scoring._watermarks() if goes_on else {} -%}
    {%- set other = lead_scoring.other_activity() -%}
    {%- set kept = watermarks.get(other) -%}
    {%- if not kept
        or kept.definition[:32] != definitions[other] -%}{{ return(everything) }}{%- endif -%}
    {%- set before = fromjson(kept.definition[33:]) -%}
    {%- if before | reject('in', lead_scoring._quoted_columns(scorecards))
        | list -%}{{ return(everything) }}{%- endif -%}
    {#- Hashes are made of other columns only where a condition looks at one that
        was not among them. -#}
    {%- set begins_again = (needed | reject('in', before) | list | length) > 0 -%}
    {%- set columns = needed if begins_again else before -%}
    {%- set found = run_query(lead_scoring.rows_before(
        kept, scorecards, events.render(), before, columns
    )).rows[0] -%}
    {%- if found[0] | int != kept.row_count
        or found[1] | int != kept.row_hashes -%}{{ return(everything) }}{%- endif -%}
    {%- do kept.update({'row_hashes': found[2] | int}) -%}
    {%- set is_new = 'loaded_at > ' ~ lead_scoring.timestamp_literal(kept.read_until) -%}
    {%- if lead_scoring._overtakes(
        is_new, kept, scorecards, events
    ) -%}{{ return(everything) }}{%- endif -%}

    {%- set anew, further = [], [] -%}
    {%- for activity in activities -%}
        {%- set watermark = watermarks.get(activity.name, {}) -%}
        {%- set is_kept = watermark.definition == definitions[activity.name]
            and watermark.is_event == activity.is_event -%}
        {%- do (further if is_kept else anew).append(activity) -%}
    {%- endfor -%}
    {#- An event type goes on under its name when no rule is about it any more. -#}
    {%- set names = activities | map(attribute='name') | list -%}
    {%- for name, watermark in watermarks.items()
        if watermark.is_event and name not in names + [other] -%}
        {%- set event_type = name[:-13] if name.endswith(' (event type)') else name -%}
        {%- do further.append(lead_scoring.event_type_activity(event_type)) -%}
    {%- endfor -%}
    {%- set names = further | map(attribute='name') | list -%}
    {%- for name, watermark in watermarks.items()
        if watermark.is_event and name not in names + [other] -%}
        {#- Its rows stand for events: they can be neither deleted nor read a second time. -#}
        {{ return(everything) }}
    {%- endfor -%}
    {{ return(dict(
        everything, anew=anew, further=further, kept=kept, is_new=is_new, columns=columns,
        begins_again=begins_again
    )) }}
{% endmacro %}

{#- What earlier runs have read for each activity, by its name. -#}
{% macro _watermarks() %}
    {%- set watermarks = {} -%}
    {%- for row in run_query(
        'select activity, min(definition), max(definition), count(*) - count(definition),'
        ~ ' max(case when is_event then 1 else 0 end), sum(row_count), sum(row_hashes),'
        ~ ' max(read_until),'
        ~ ' count(row_count) - count(read_until)'
        ~ ' from ' ~ this.render() ~ ' where lead_key is null group by activity'
    ).rows -%}
        {%- if row[3] | int > 0 -%}
            {#- Events that were new when their leads had no key yet. -#}
            {{ return({}) }}
        {%- elif row[1] == row[2] and row[8] | int == 0 -%}
            {%- do watermarks.update({row[0] | string: {
                'definition': row[1],
                'is_event': row[4] | int == 1,
                'row_count': row[5] | int if row[5] is not none else none,
                'row_hashes': row[6] | int if row[6] is not none else none,
                'read_until': (row[7] | string | replace('T', ' ')).split('+')[0],
            }}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(watermarks) }}
{% endmacro %}

{% macro _quoted_columns(scorecards) %}
    {%- set columns = [] -%}
    {%- for column in scorecards.inputs.events.values() -%}
        {%- do columns.append(lead_scoring.quoted(column.name)) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}

{#- How many rows there are now of those that were read, and their hashes: of the columns so far,
    and of those from now on. -#}
{% macro rows_before(kept, scorecards, events, before, columns) %}
select
    count(*) as row_count,
    {{ lead_scoring.sum_of_hashes(scorecards, before) }} as row_hashes,
    {{ lead_scoring.sum_of_hashes(scorecards, columns) }} as further_hashes
from {{ events }}
where loaded_at <= {{ lead_scoring.timestamp_literal(kept.read_until) }}
    or loaded_at is null
{% endmacro %}

{#-
    Whether a new row became known before all old ones of the same id: these are of days that had
    not come when they were loaded.
-#}
{% macro _overtakes(is_new, kept, scorecards, events) %}
    {%- if 'event_id' not in scorecards.inputs.events
        or lead_scoring.setting('event_ids_are_unique') -%}
        {{ return(false) }}
    {%- endif -%}
    {{ return(lead_scoring.number_of(
        'with ' ~ lead_scoring.prepared_events(scorecards, events.render())
        ~ ', new_events as (select event_id, min(known_on) as known_on from events where ' ~ is_new
        ~ ' and event_id is not null group by event_id)'
        ~ ', overtaken as (select events.event_id from events'
        ~ ' inner join new_events on events.event_id = new_events.event_id'
        ~ ' where not (' ~ is_new.replace('loaded_at', 'events.loaded_at') ~ ')'
        ~ ' and events.occurred_at > ' ~ lead_scoring.timestamp_literal(kept.read_until)
        ~ ' group by events.event_id having min(events.known_on) > min(new_events.known_on))'
        ~ ' select count(*) from overtaken'
    ) > 0) }}
{% endmacro %}

{#- Which events are read, as a condition over the CTE `events`; none: all. -#}
{% macro event_source(prefix, activities, reading) %}
    {%- if prefix == 'new_' -%}{{ return(reading.is_new) }}{%- endif -%}
    {%- set types = activities | map(attribute='event_type') | list -%}
    {%- if not reading.kept or none in types -%}{{ return(none) }}{%- endif -%}
    {{ return(
        'event_type in ('
        ~ lead_scoring.text_literals(types | unique(case_sensitive=true) | list) | join(', ') ~ ')'
    ) }}
{% endmacro %}

{#-
    Before rows are added to those that are there: deletes those that are read anew, and those of
    conditions that no scorecard has any more. Empty where there are none.

    Example (a pre-hook):
        delete from int_lead_scoring__activities where activity in ('webinar')
#}
{% macro forget_activities() %}
    {%- if not execute or not flags.INTROSPECT
        or not is_incremental() -%}{{ return('') }}{%- endif -%}
    {%- set scorecards = lead_scoring.scorecards(entity=none, with_challenger=true) -%}
    {%- set reading = lead_scoring.activities_to_read(
        lead_scoring.activities_in_use(scorecards), scorecards,
        ref('lead_scoring', 'stg_lead_scoring__events')
    ) -%}
    {%- if not reading.kept -%}{{ return(
        'delete from ' ~ this.render() ~ ' where true'
    ) }}{%- endif -%}
    {%- set names = [
        lead_scoring.other_activity(), lead_scoring.untyped_activity(),
        lead_scoring.repeated_activity(),
    ] + reading.further | map(attribute='name') | list -%}
    {#- Grouped, the names are few: to look each row's up among them would take longer than all
        that a daily run reads. -#}
    {%- set forgotten = run_query(
        'select activity from ' ~ this.render() ~ ' group by activity'
    ).columns[0].values() | reject('in', names) | list -%}
    {%- set conditions = [] -%}
    {%- do conditions.append(
        'activity in (' ~ lead_scoring.text_literals(forgotten) | join(', ') ~ ')'
    ) if forgotten -%}
    {%- do conditions.append('row_count is not null') if reading.begins_again -%}
    {%- if not conditions -%}{{ return('') }}{%- endif -%}
    {{ return('delete from ' ~ this.render() ~ ' where ' ~ conditions | join(' or ')) }}
{% endmacro %}

{#-
    Before anything is deleted or added: makes the column ready for names that it has not had so
    far, empty where there are none; and the table for values that it has not carried.
-#}
{% macro widen_activities() %}
    {%- if not execute or not flags.INTROSPECT
        or not is_incremental() -%}{{ return('') }}{%- endif -%}
    {%- set scorecards = lead_scoring.scorecards(entity=none, with_challenger=true) -%}
    {%- do lead_scoring.add_stream_columns(scorecards) -%}
    {%- set names = lead_scoring.activity_names(lead_scoring.activities_to_read(
        lead_scoring.activities_in_use(scorecards), scorecards,
        ref('lead_scoring', 'stg_lead_scoring__events')
    )) -%}
    {{ return(lead_scoring.widen_names('activity', names)) }}
{% endmacro %}

{#-
    Adds the columns of values that the kept stream has not carried so far.

    Example:
        alter table int_lead_scoring__activities add column "asset_text" varchar
-#}
{% macro add_stream_columns(scorecards) %}
    {%- set there = adapter.get_columns_in_relation(this) | map(attribute='name') | list -%}
    {%- for value in lead_scoring.stream_values(scorecards) if value.name not in there -%}
        {%- do run_query(
            'alter table ' ~ this.render() ~ ' add column ' ~ value.column ~ ' ' ~ value.type
        ) -%}
    {%- endfor -%}
{% endmacro %}

{#- The columns of the kept stream that no rule needs any more, see `columns_of`: others may read
    them, so they are not dropped. They are known by their names, see `carried_value`: a column that
    somebody else has added is none of them, and the run fails. -#}
{% macro former_stream_columns(scorecards) %}
    {%- set former = [] -%}
    {%- if execute and flags.INTROSPECT and is_incremental() -%}
        {%- set own = lead_scoring.stream_columns(scorecards) -%}
        {%- for column in adapter.get_columns_in_relation(this)
            if column.name | lower not in own and lead_scoring.quoted(column.name) not in own
            and modules.re.search(
                '_(text|number|yes_no|date|time)$|^event_(id|type)$', column.name | lower
            ) -%}
            {%- do former.append(column) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(former) }}
{% endmacro %}
