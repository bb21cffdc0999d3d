{#
    The enabled lines of event_filters: which events are made by machines and not by people (SPEC:
    Machines). Checked before, see `check_event_filters`.

    Returns a list of mappings: filter_id, kind, event_type, of_event_type, seconds, max_count.

    Example:
        {{ lead_scoring.event_filters() | map(attribute='filter_id') | list }}
            ->  ['opened_at_once', 'clicked_everything']
#}
{% macro event_filters() %}
    {%- set filters = [] -%}
    {%- if lead_scoring.filters_events() and execute -%}
        {%- for line in lead_scoring.scorecard_lines('event_filters', [])
            if not lead_scoring.is_switched_off(line) -%}
            {%- do filters.append(line) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(filters) }}
{% endmacro %}

{#- Whether there is a table of filters, known while parsing: models depend on it. -#}
{% macro filters_events() %}
    {{ return(true if lead_scoring.setting('event_filters') else false) }}
{% endmacro %}

{#- The event types that filters look at, as activities, a list. -#}
{% macro filtered_activities() %}
    {%- set activities = {} -%}
    {%- for line in lead_scoring.event_filters() -%}
        {%- for event_type in (line.event_type, line.of_event_type) if event_type -%}
            {%- set activity = lead_scoring.event_type_activity(event_type) -%}
            {%- do activities.update({activity.name: activity}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(activities.values() | list) }}
{% endmacro %}
