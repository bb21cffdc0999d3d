{#
    All activities that scorecards, stages and options look at, each once: what is read from the
    events. Outbound event types are among them, so that an event of a lead's own can be told from
    one that was done to it.

    Args:
        scorecards: see `scorecards`.

    Returns a list of activities, see `activity_of`.

    Example:
        {{ lead_scoring.activities_in_use(scorecards) | map(attribute='name') | list }}
            ->  ['email_open', 'email_sent', 'pricing_visit', 'download: asset contains e-book']
#}
{% macro activities_in_use(scorecards) %}
    {%- set found = [] -%}
    {%- for event_type in lead_scoring.list_setting('outbound_event_types') -%}
        {%- do found.append(lead_scoring.event_type_activity(event_type | string)) -%}
    {%- endfor -%}
    {%- for option in lead_scoring.options_with('activities') -%}
        {%- do found.extend(option()) -%}
    {%- endfor -%}
    {%- do found.extend(lead_scoring.filtered_activities()) -%}
    {%- for line in lead_scoring.lines_over_events(scorecards) -%}
        {%- do found.append(lead_scoring.activity_of(line, scorecards.inputs)) -%}
        {%- do found.append(lead_scoring.activity_with_values(line, scorecards.inputs)) -%}
        {%- for subject in (line.given_subject, line.since_subject) if subject -%}
            {%- do found.append(lead_scoring.activity_of(line, scorecards.inputs, subject)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set activities = {} -%}
    {%- for activity in found if activity.name != '*' -%}
        {%- do activities.update({activity.name: activity}) -%}
        {%- if not activity.is_event and activity.event_type is not none -%}
            {#- Under its type every event has a row, whether it meets a condition or not. -#}
            {%- set plain = lead_scoring.event_type_activity(activity.event_type) -%}
            {%- do activities.update({plain.name: plain}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(activities.values() | sort(attribute='name', case_sensitive=true)) }}
{% endmacro %}

{#- The enabled lines of rules and stages that are about events. -#}
{% macro lines_over_events(scorecards) %}
    {%- set lines = [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules if rule.rule_type | lower in ('event', 'absence') -%}
            {%- do lines.append(rule) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for line in scorecards.stages if line.entry_type | lower == 'event' -%}
        {%- do lines.append(line) -%}
    {%- endfor -%}
    {{ return(lines) }}
{% endmacro %}

{#- Whether a rule counts any event of the lead's own, whatever its type. -#}
{% macro counts_any_event(scorecards) %}
    {%- set rules = [] -%}
    {%- for line in lead_scoring.lines_over_events(scorecards) -%}
        {%- do rules.append(line) if line.subject == '*' and not line.property -%}
    {%- endfor -%}
    {{ return(rules | length > 0) }}
{% endmacro %}

{#- Whether a row of the stream is an event of the lead's own, as SQL; being
    sent something is none. -#}
{% macro is_own_event(prefix='') %}
    {{ return(
        prefix ~ 'is_event and '
        ~ lead_scoring.in_list(
            prefix ~ 'activity', lead_scoring.outbound_activities(), is_negated=true
        )
    ) }}
{% endmacro %}

{#- The event types that are done to a lead, as they are compared. -#}
{% macro outbound_types() %}
    {%- set types = [] -%}
    {%- for event_type in lead_scoring.list_setting('outbound_event_types') -%}
        {%- do types.append(lead_scoring.folded(event_type | string)) -%}
    {%- endfor -%}
    {{ return(types | unique(case_sensitive=true) | list) }}
{% endmacro %}

{#- The names of event types as activities that are done to a lead, as SQL literals. -#}
{% macro outbound_activities() %}
    {%- set literals = [lead_scoring.text_literal(lead_scoring.untyped_activity())] -%}
    {%- for event_type in lead_scoring.list_setting('outbound_event_types') -%}
        {%- do literals.append(lead_scoring.text_literal(
            lead_scoring.event_type_activity(event_type | string).name
        )) -%}
    {%- endfor -%}
    {{ return(literals | unique(case_sensitive=true) | list) }}
{% endmacro %}

{#-
    What an event is that no activity is about, one that has no type, and a row that only repeats
    one. In capital letters, so that no event type has the name.
-#}
{% macro other_activity() %}
    {{ return('OTHER EVENT') }}
{% endmacro %}

{% macro untyped_activity() %}
    {{ return('EVENT WITHOUT TYPE') }}
{% endmacro %}

{% macro repeated_activity() %}
    {{ return('REPEATED ID') }}
{% endmacro %}
