{#
    The conditions of a rule over events, a list: its event type or signal, its property, and the span
    in which it is valid. Its window is another matter: it moves with the day, see `tally_of`.

    Args:
        rule: a line of scorecard_rules; for a stage, a line with a subject.
        inputs: see `scorecard_inputs`.
        subject: what happened; left out: the rule's subject with its property.

    Example:
        {{ lead_scoring.event_conditions(rule, inputs) }}
            ->  ["event_type = 'download'", "\"asset\" = 'e-book'"]
#}
{% macro event_conditions(rule, inputs, subject=none) %}
    {%- set line = rule if subject is none else {'subject': subject} -%}
    {%- set conditions = [] -%}
    {%- if lead_scoring.signal_name(line.subject) is not none -%}
        {%- set is_narrowed = line.property is defined and line.property is not none -%}
        {%- do conditions.append(lead_scoring.signal_condition_of({'subject': line.subject} if is_narrowed else line)) -%}
    {%- else -%}
        {%- do conditions.append('event_type = ' ~ lead_scoring.value_literal(line.subject, 'text')) -%}
    {%- endif -%}
    {%- if line.property -%}
        {%- set column = lead_scoring.column_of(line.property, line, inputs.events) -%}
        {%- do conditions.append(lead_scoring.rule_condition(column, line.operator, line.value)) -%}
    {%- endif -%}
    {%- for cell, comparison in (('valid_from', '>='), ('valid_to', '<')) if rule[cell] -%}
        {%- set moment = lead_scoring._read_moment(rule[cell]) -%}
        {%- do conditions.append(
            ('occurred_on ' if moment.day else 'occurred_at ') ~ comparison ~ ' ' ~ (moment.day or moment.instant)
        ) -%}
    {%- endfor -%}
    {{ return(conditions) }}
{% endmacro %}
