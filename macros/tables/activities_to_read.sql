{#
    What a run reads for which activities. Where rows of an earlier run can be trusted, what has been
    loaded since; for an activity that is new (a new rule, another condition) all; else all for all.

    They are trusted if the rows that were there then still are, to the letter (their number and the sum
    of their hashes: a row that was deleted, came late or was corrected in place is noticed), and no new
    row became known before an old one of its id.

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

    Example:
        {{ lead_scoring.activities_to_read(activities, scorecards, events).is_new }}
            ->  loaded_at > timestamp '2026-06-29 23:10:00'
#}
{% macro activities_to_read(activities, scorecards, events) %}
    {#- Decided once: the hook that deletes must not come to another decision than the query that adds. -#}
    {%- set memory = lead_scoring.run_memory() -%}
    {%- if memory is none -%}
        {{ return(lead_scoring._activities_to_read(activities, scorecards, events)) }}
    {%- endif -%}
    {%- set key = 'activities_to_read ' ~ this -%}
    {%- if key not in memory -%}
        {%- do memory.update({key: lead_scoring._activities_to_read(activities, scorecards, events)}) -%}
    {%- endif -%}
    {{ return(memory[key]) }}
{% endmacro %}

{% macro _activities_to_read(activities, scorecards, events) %}
    {%- set everything = {'anew': activities, 'further': [], 'kept': none, 'is_new': none} -%}
    {%- set goes_on = execute and flags.INTROSPECT and is_incremental() and lead_scoring.leaves_watermarks(scorecards) -%}
    {%- set states = lead_scoring._watermarks() if goes_on else {} -%}
    {%- set other = {'name': lead_scoring.other_activity()} -%}
    {%- set kept = states.get(other.name) -%}
    {%- if not kept or kept.definition != lead_scoring.activity_definition(other, scorecards)
        or not lead_scoring._is_unchanged(kept, scorecards, events) -%}
        {{ return(everything) }}
    {%- endif -%}
    {%- set is_new = 'loaded_at > ' ~ lead_scoring.timestamp_literal(kept.read_until) -%}
    {%- if lead_scoring._overtakes(is_new, scorecards, events) -%}{{ return(everything) }}{%- endif -%}

    {%- set anew, further, names = [], [], [] -%}
    {%- for activity in activities -%}
        {%- do names.append(activity.name) -%}
        {%- set is_kept = states.get(activity.name) == dict(
            kept, definition=lead_scoring.activity_definition(activity, scorecards), is_event=activity.is_event
        ) -%}
        {%- do (further if is_kept else anew).append(activity) -%}
    {%- endfor -%}
    {#- An event type goes on under its name when no rule is about it any more. -#}
    {%- for name, state in states.items() if state.is_event and name not in names and name != other.name -%}
        {%- set event_type = name[:-13] if name.endswith(' (event type)') else name -%}
        {%- do further.append(lead_scoring.event_type_activity(event_type)) -%}
    {%- endfor -%}
    {%- if anew | selectattr('is_event') | selectattr('name', 'in', states.keys() | list) | list -%}
        {#- Rows of an event type stand for events: they cannot be read a second time. -#}
        {{ return(everything) }}
    {%- endif -%}
    {{ return({'anew': anew, 'further': further, 'kept': kept, 'is_new': is_new}) }}
{% endmacro %}

{#- What earlier runs have read for each activity, by its name. -#}
{% macro _watermarks() %}
    {%- set states = {} -%}
    {%- for row in run_query(
        'select activity, min(definition), max(definition), max(case when is_event then 1 else 0 end), max(read_until),'
        ~ ' sum(row_count), sum(row_hashes), count(*) - count(read_until)'
        ~ ' from ' ~ this.render() ~ ' where definition is not null group by activity'
    ).rows if row[1] == row[2] and row[7] | int == 0 -%}
        {%- do states.update({row[0] | string: {
            'definition': row[1],
            'is_event': row[3] | int == 1,
            'read_until': (row[4] | string | replace('T', ' ')).split('+')[0],
            'row_count': row[5] | int,
            'row_hashes': row[6] | int,
        }}) -%}
    {%- endfor -%}
    {{ return(states) }}
{% endmacro %}

{#- Whether the rows that were read are still there, and are what they were. -#}
{% macro _is_unchanged(kept, scorecards, events) %}
    {%- set found = run_query(lead_scoring.rows_read(
        scorecards, events.render(),
        '(loaded_at <= ' ~ lead_scoring.timestamp_literal(kept.read_until) ~ ' or loaded_at is null)'
    )).rows[0] -%}
    {{ return(found[0] | int == kept.row_count and found[1] | int == kept.row_hashes) }}
{% endmacro %}

{#-
    Whether a new row became known before an old one of the same id: the old one is of a day that had not
    come when it was loaded.
-#}
{% macro _overtakes(is_new, scorecards, events) %}
    {%- if 'event_id' not in scorecards.inputs.events or lead_scoring.setting('event_ids_are_unique') -%}
        {{ return(false) }}
    {%- endif -%}
    {{ return(lead_scoring.number_of(
        'with ' ~ lead_scoring.prepared_events(scorecards, events.render())
        ~ ', new_events as (select event_id, min(known_on) as known_on from events where ' ~ is_new
        ~ ' and event_id is not null group by event_id)'
        ~ ' select count(*) from events inner join new_events on events.event_id = new_events.event_id'
        ~ ' where not (' ~ is_new.replace('loaded_at', 'events.loaded_at') ~ ') and events.known_on > new_events.known_on'
    ) > 0) }}
{% endmacro %}

{#- Which events are read, as a condition over the CTE `events`; none: all. -#}
{% macro event_source(prefix, activities, reading) %}
    {%- if prefix == 'new_' -%}{{ return(reading.is_new) }}{%- endif -%}
    {%- set types = activities | map(attribute='event_type') | list -%}
    {%- if not reading.kept or none in types -%}{{ return(none) }}{%- endif -%}
    {{ return('event_type in (' ~ lead_scoring.text_literals(types | unique(case_sensitive=true) | list) | join(', ') ~ ')') }}
{% endmacro %}

{#-
    Before rows are added to those that are there: deletes those that are read anew, and those of
    conditions that no scorecard has any more. Empty where there are none.

    Example (a pre-hook):
        delete from int_lead_scoring__activities where activity not in ('email_open', …)
#}
{% macro forget_activities() %}
    {%- if not execute or not flags.INTROSPECT or not is_incremental() -%}{{ return('') }}{%- endif -%}
    {%- set scorecards = lead_scoring.scorecards(entity=none, with_challenger=true) -%}
    {%- set reading = lead_scoring.activities_to_read(
        lead_scoring.activities_in_use(scorecards), scorecards, ref('lead_scoring', 'stg_lead_scoring__events')
    ) -%}
    {%- if not reading.kept -%}{{ return('delete from ' ~ this.render() ~ ' where true') }}{%- endif -%}
    {%- set names = [
        lead_scoring.other_activity(), lead_scoring.untyped_activity(), lead_scoring.repeated_activity(),
    ] + reading.further | map(attribute='name') | list -%}
    {%- set forgotten = 'activity not in (' ~ lead_scoring.text_literals(names) | join(', ') ~ ')' -%}
    {%- if lead_scoring.number_of('select count(*) from ' ~ this.render() ~ ' where ' ~ forgotten) == 0 -%}
        {{ return('') }}
    {%- endif -%}
    {{ return('delete from ' ~ this.render() ~ ' where ' ~ forgotten) }}
{% endmacro %}

{#-
    Before anything is deleted or added: makes the column ready for names that it has not had so far. Empty
    where there are none.
-#}
{% macro widen_activities() %}
    {%- if not execute or not flags.INTROSPECT or not is_incremental() -%}{{ return('') }}{%- endif -%}
    {%- set scorecards = lead_scoring.scorecards(entity=none, with_challenger=true) -%}
    {%- set names = lead_scoring.activity_names(lead_scoring.activities_to_read(
        lead_scoring.activities_in_use(scorecards), scorecards, ref('lead_scoring', 'stg_lead_scoring__events')
    )) -%}
    {{ return(lead_scoring.widen_names('activity', names)) }}
{% endmacro %}
