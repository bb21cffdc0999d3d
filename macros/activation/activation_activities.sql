{#
    The activities that activation looks at besides those of rules: events by which sales reaches
    a lead, by which a lead wants no more messages, and messages. Found by the core, see
    `options_with`.

    Returns a list of activities, see `event_type_activity`; an event type that is several of them
    is there once.

    Example:
        {{ lead_scoring.activation_activities() | map(attribute='name') | list }}
            ->  ['call', 'meeting', 'unsubscribe', 'email_sent']
#}
{% macro activation_activities() %}
    {%- set activities = {} -%}
    {%- for name in ('touch', 'unsubscribe', 'message') if lead_scoring.activates() -%}
        {%- for event_type in lead_scoring.list_setting(name ~ '_event_types') -%}
            {%- set activity = lead_scoring.event_type_activity(event_type | string) -%}
            {%- do activities.update({activity.name: activity}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(activities.values() | list) }}
{% endmacro %}

{#-
    Whether an activity is a touch, an unsubscribe or a message: SQL over the column `activity`.

    Args:
        name: 'touch', 'unsubscribe' or 'message'.
-#}
{% macro is_activity(name) %}
    {%- set names = [] -%}
    {%- for event_type in lead_scoring.list_setting(name ~ '_event_types') -%}
        {%- do names.append(lead_scoring.event_type_activity(event_type | string).name) -%}
    {%- endfor -%}
    {{ return(
        lead_scoring.in_list('activity', lead_scoring.text_literals(names | unique | list)) if names
        else '1 = 0'
    ) }}
{% endmacro %}
