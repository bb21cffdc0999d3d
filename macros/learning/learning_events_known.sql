{#
    The CTEs that end with `known_events`: every event once, of any type, under the key of the lead
    whose it is, with the day on which it was known. The stream is no help here: it names those
    types alone that a scorecard is about.

    Args: none.

    Example:
        with {{ lead_scoring.learning_events_known() }}
            ->  lead_key, event_type, occurred_on, known_on
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
{{ lead_scoring.first_copies('all_', columns, {'is_new': none}, scorecards) | trim }},
{% endif %}
keyed_events as (

    {{ lead_scoring.indented(lead_scoring.with_lead_key(rows, columns) | trim, 4) }}

),

known_events as (

    select
        {{ lead_scoring.identified('keyed_events', 'lead_key') }} as lead_key,
        keyed_events.event_type as event_type,
        keyed_events.occurred_on as occurred_on,
        keyed_events.known_on as known_on
    from keyed_events
    {{ lead_scoring.indented(lead_scoring.joined_identities(
        lead_scoring.scope(), 'keyed_events', 'lead_key', 'occurred_at'
    ) | trim, 4) }}

)
{%- endmacro %}
