{#
    The activity that a line counts: what a lead did, under the name by which people know it (SPEC:
    Words). Lines with the same condition count the same activity, whatever their windows, limits or
    decay.

    Args:
        line: a line of scorecard_rules of type event or absence, or a stage line with a subject.
        inputs: see `scorecard_inputs`.
        subject: what happened; left out: the line's subject with its property. What is given in
            `given_subject` is counted without its own conditions.
            `*` is any event of the lead's own, see `own_event_activity`.

    Returns a mapping:
        name: the activity's name
        event_type: the event type in compared form; none: events of any type, a signal
        conditions: further conditions, a list of SQL over the prepared columns of events
        is_event: whether it is an event type as such, with which every event has a row
        carries: of a `dated_signal` the values that its rows have, see `carried_value`

    Example:
        {{ lead_scoring.activity_of(rule, inputs) }}
            ->  {'name': 'download: asset contains e-book', 'event_type': 'download',
                 'conditions': ["contains(\"asset\", 'e-book')"], 'is_event': false}
#}
{% macro activity_of(line, inputs, subject=none) %}
    {%- set line = line if subject is none else {'subject': subject} -%}
    {%- set signal = lead_scoring.signal_name(line.subject) -%}
    {%- set has_property = line.property is defined and line.property is not none -%}
    {%- set is_any = line.subject == '*' -%}
    {%- set conditions = [] -%}
    {%- set of_property = lead_scoring.property_conditions(line, inputs)
        if has_property and not lead_scoring.has_dated_alternatives(line) else {} -%}
    {%- set dated_signal = lead_scoring.dated_signal(line.subject) -%}
    {%- if is_any and not of_property -%}
        {#- It has no rows by its name: any event of the lead's own that has a type. #}
        {{ return({'name': '*', 'event_type': none, 'conditions': [], 'is_event': true}) }}
    {%- elif is_any -%}
        {%- set name = '*' -%}
        {%- do conditions.extend(lead_scoring.own_event_conditions()) -%}
    {%- elif signal is not none -%}
        {%- set operator = none if has_property else line.operator -%}
        {%- set condition = lead_scoring.signal_condition_of({
            'subject': line.subject, 'operator': operator
        }) -%}
        {%- do conditions.append(condition) -%}
        {%- set name = signal ~ (': is_false' if condition[:4] == 'not ' else '') -%}
    {%- else -%}
        {%- set name = lead_scoring.event_type_activity(line.subject).name -%}
    {%- endif -%}
    {%- if of_property -%}
        {%- do conditions.append(
            lead_scoring.joined_conditions(line, of_property.values() | list)
        ) -%}
        {%- set name = name ~ ': ' ~ lead_scoring.joined_words(line, of_property.keys() | list) -%}
    {%- endif -%}
    {%- if not conditions -%}
        {{ return(lead_scoring.event_type_activity(line.subject)) }}
    {%- endif -%}
    {{ return({
        'name': lead_scoring.short_name(name),
        'event_type': none if is_any or signal is not none else lead_scoring.folded(line.subject),
        'conditions': conditions,
        'is_event': false,
        'carries': lead_scoring.values_of_signal(dated_signal, inputs) if dated_signal else [],
    }) }}
{% endmacro %}

{#- A name of at most 200 characters: a hash tells what is cut off. -#}
{% macro short_name(name) %}
    {{ return(name if name | length <= 200 else name[:190] ~ '… ' ~ local_md5(name)[:8]) }}
{% endmacro %}

{#-
    The activity that an event type is. A signal of the same name, or what looks like a condition,
    keeps the plain name.
-#}
{% macro event_type_activity(event_type) %}
    {%- set type = lead_scoring.folded(event_type) -%}
    {%- set signal = lead_scoring.signals().get(type, {}) if execute else {} -%}
    {%- set is_taken = ': ' in type or type == '*' or signal.on == 'events' -%}
    {{ return({
        'name': type ~ (' (event type)' if is_taken else ''),
        'event_type': type,
        'conditions': [],
        'is_event': true,
    }) }}
{% endmacro %}

{#- That an event is one of the lead's own with a type, as conditions over the prepared columns of
    events, a list. -#}
{% macro own_event_conditions() %}
    {%- set outbound = lead_scoring.text_literals(lead_scoring.outbound_types()) -%}
    {{ return(
        ['event_type is not null']
        + ([lead_scoring.in_list('event_type', outbound, is_negated=true)] if outbound else [])
    ) }}
{% endmacro %}

{#- The conditions of a rule on properties, each once, in words -> SQL; in the order of their words,
    so that the order of a rule's lines makes no other activity. Without `dated_conditions`. -#}
{% macro property_conditions(line, inputs) %}
    {%- set conditions = {} -%}
    {%- for condition in lead_scoring.conditions_of(line)
        if not lead_scoring.is_relative(condition.operator) -%}
        {%- set column = lead_scoring.column_of(
            condition.property, condition, inputs.events
        ) -%}
        {%- do conditions.update({
            lead_scoring.condition_in_words(condition): lead_scoring.rule_condition(
                column, condition.operator, condition.value
            ),
        }) -%}
    {%- endfor -%}
    {%- set in_order = {} -%}
    {%- for words in conditions.keys() | sort(case_sensitive=true) -%}
        {%- do in_order.update({words: conditions[words]}) -%}
    {%- endfor -%}
    {{ return(in_order) }}
{% endmacro %}

{#-
    Conditions of a rule in words, as one: several in brackets, with which no single one begins.
    Where a value has brackets, too, a hash tells what is meant.
-#}
{% macro joined_words(line, words) %}
    {%- if words | length == 1 -%}
        {{ return(words[0]) }}
    {%- endif -%}
    {%- set joined = '(' ~ words | join(') ' ~ lead_scoring.joiner_of(line) ~ ' (') ~ ')' -%}
    {{ return(
        joined ~ (' ' ~ local_md5(words | join('\x00'))[:8] if ')' in words | join else '')
    ) }}
{% endmacro %}

{#- The condition of a line on its property, in words: asset contains e-book. -#}
{% macro condition_in_words(line) %}
    {%- set operator = line.operator | lower -%}
    {%- set property = line.property | lower -%}
    {%- set values = [] -%}
    {%- for value in lead_scoring.operator_values(operator, line.value) -%}
        {%- do values.append(lead_scoring.folded(value)) -%}
    {%- endfor -%}
    {{ return(
        [
            property if modules.re.match('^\\w+$', property) else '"' ~ property ~ '"',
            operator, values | join('|'),
        ] | select | join(' ')
    ) }}
{% endmacro %}
