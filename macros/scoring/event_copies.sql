{#
    The CTEs `<prefix>copies` (events whose id stands in several rows, in the order in which they were
    known) and `<prefix>single_events` (every event once: its first copy that was known, whatever the
    order of arrival). New events are compared with those that were read before, too.

    Args:
        prefix, scorecards, is_new, also_by: see `event_counts`.

    Example:
        with events as (…), aliases as (…), leads as (…), {{ lead_scoring.event_copies('', scorecards) }}
#}
{% macro event_copies(prefix, scorecards, is_new=none, also_by=[]) %}
{%- set columns = lead_scoring.prepared_names(scorecards, 'events') -%}
{%- set read_columns = ['lead_key', 'event_type', 'occurred_at', 'occurred_on', 'age_days'] + also_by + columns -%}
{%- set loaded_at = ['loaded_at'] if 'loaded_at' in scorecards.inputs.events else [] -%}
{%- set order = (['is_new'] if is_new else []) + ['is_unknown_lead']
    + (['loaded_at nulls first'] if loaded_at else [])
    + ['occurred_at', 'final_lead_id', 'event_type'] + columns -%}
{{ prefix }}repeated_ids as {{ lead_scoring.read_once() }}(

    select event_id
    from events
    where event_id is not null
    {%- if is_new %}
        and event_id in (select event_id from new_events)
    {%- endif %}
    group by event_id
    having count(*) > 1

),

{{ prefix }}repeated_events as (

    select *
    from events
    where event_id in (select event_id from {{ prefix }}repeated_ids)

),

{{ prefix }}known_copies as (

    select
        {#- One by one: where a table that is joined has the same name, ClickHouse makes it events.lead_key. -#}
        {%- for column in ['event_id', 'lead_id'] + loaded_at + read_columns %}
        events.{{ column }} as {{ column }},
        {%- endfor %}
        {%- if is_new %}
        {{ is_new }} as is_new,
        {%- endif %}
        coalesce(aliases.lead_id, events.lead_id) as final_lead_id,
        leads.lead_key is null as is_unknown_lead
    from {{ prefix }}repeated_events as events
    left join aliases
        on events.lead_key = aliases.alias_key
    left join leads
        on coalesce(aliases.lead_key, events.lead_key) = leads.lead_key

),

{{ prefix }}copies as {{ lead_scoring.read_once() }}(

    select
        *,
        row_number() over (
            partition by event_id
            order by
                {%- for column in order %}
                {{ column }}{{ ' nulls last' if 'nulls' not in column }}{{ ',' if not loop.last }}
                {%- endfor %}
        ) as copy_number
    from {{ prefix }}known_copies{{ lead_scoring.read_once_by() }}

),

{%- if not is_new %}
-- Which row of these ids counts may change with the leads that there are.
tangled_ids as (

    select count(*) as id_count
    from (
        select event_id
        from copies
        group by event_id
        having min(lead_id) <> max(lead_id)
    ) as ids

),
{% endif %}
{{ prefix }}single_events as {{ lead_scoring.read_in_place() }}(

    select {{ read_columns | join(', ') }}
    from {{ prefix }}events
    where {{ lead_scoring.is_not_among(prefix ~ 'events', 'event_id', prefix ~ 'repeated_ids') }}
    union all
    select {{ read_columns | join(', ') }}
    from {{ prefix }}copies
    where copy_number = 1{{ ' and is_new' if is_new }}

)
{%- endmacro %}
