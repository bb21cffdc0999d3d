{#
    The CTEs that end with `known_events`: every event once, of any type, under the key of the lead
    whose it is, with the day on which it was known. The stream is no help here: it names those
    types alone that a scorecard is about.

    Args: none.

    Example:
        with {{ lead_scoring.learning_events_known() }}
            ->  lead_key, event_type, occurred_at, occurred_on, known_on
#}
{% macro learning_events_known() %}
{%- set scorecards = lead_scoring.scorecards(entity=none) -%}
{%- set events = ref('lead_scoring', 'stg_lead_scoring__events') -%}
{%- set columns = ['event_type', 'occurred_at', 'occurred_on', 'known_on'] -%}
{%- set has_id = 'event_id' in scorecards.inputs.events -%}
{%- set rows = 'all_first_events' if has_id else 'all_events' -%}
{{ lead_scoring.prepared_events(scorecards, events) | trim }},

all_events as (

    select * from events

),
{% if has_id %}
{{ lead_scoring.deduplicated_events('all_', columns, {'is_new': none}, scorecards) | trim }},
{% endif %}
keyed_events as (

    {{ lead_scoring.indented(lead_scoring.with_lead_key(rows, columns) | trim, 4) }}

),

known_events as (

    select
        {{ lead_scoring.identified('keyed_events', 'lead_key') }} as lead_key,
        keyed_events.event_type as event_type,
        keyed_events.occurred_at as occurred_at,
        keyed_events.occurred_on as occurred_on,
        keyed_events.known_on as known_on
    from keyed_events
    {{ lead_scoring.indented(lead_scoring.joined_identities(
        lead_scoring.scope(), 'keyed_events', 'lead_key', 'occurred_at'
    ) | trim, 4) }}
    {%- for condition in lead_scoring.after_link_conditions('keyed_events', 'occurred_at') %}
    where {{ condition }}
    {%- endfor %}

)
{%- endmacro %}

{#-
    The CTE `events_of_people`: rows of a query but for those that machines made (SPEC: Machines),
    judged by nothing but these rows: a lead is learned from as it was known on its day.

    Args:
        rows: name of the query, of the columns of `known_events`.

    Example:
        events_of_leads as (…),
        {{ lead_scoring.learning_events_of_people('events_of_leads') }}
-#}
{% macro learning_events_of_people(rows) %}
{%- set has_machines = lead_scoring.event_filters() | length > 0 -%}
{%- if has_machines -%}
machine_events as (

    select distinct lead_key, event_type, occurred_at
    from (
        {{ lead_scoring.indented(lead_scoring.filtered_events(['lead_key'], rows) | trim, 8) }}
    ) as filtered_events

),

{% endif -%}
events_of_people as (

    select {{ rows }}.*
    from {{ rows }}
    {%- if has_machines %}
    left join machine_events
        on {{ rows }}.lead_key = machine_events.lead_key
        and {{ rows }}.event_type = machine_events.event_type
        and {{ rows }}.occurred_at = machine_events.occurred_at
    where machine_events.lead_key is null
    {%- endif %}

)
{%- endmacro %}
