{#
    The conditions of a rule that look at a property of events from the day that is scored, a list
    of lines: `within_last_days` and the like. Events are read once for all days, so these are not
    of what an event is: its activity carries the property, see `carried_values`, and they are
    looked at where the rule counts.

    Args:
        rule: a line of scorecard_rules.

    Example:
        {{ lead_scoring.dated_conditions(rule) | map(attribute='property') | list }}
            ->  ['starts_on']
#}
{% macro dated_conditions(rule) %}
    {%- set lines = [] -%}
    {%- for condition in lead_scoring.conditions_of(rule)
        if condition.property and lead_scoring.is_relative(condition.operator) -%}
        {%- do lines.append(condition) -%}
    {%- endfor -%}
    {{ return(lines) }}
{% endmacro %}

{#- Whether such a condition is one of several alternatives: then an event may meet any of them, and
    its activity carries whether one of the others holds. -#}
{% macro has_dated_alternatives(rule) %}
    {{ return(
        lead_scoring.joiner_of(rule) == 'or' and lead_scoring.dated_conditions(rule) | length > 0
    ) }}
{% endmacro %}

{#- That an event may meet one of a rule's alternatives on some day, as SQL over the prepared
    columns of events, a list: only such rows are carried. -#}
{% macro possible_alternatives(rule, inputs) %}
    {%- if not lead_scoring.has_dated_alternatives(rule) -%}{{ return([]) }}{%- endif -%}
    {%- set conditions = lead_scoring.property_conditions(rule, inputs).values() | list -%}
    {%- for line in lead_scoring.dated_conditions(rule) -%}
        {%- set column = lead_scoring.property_of(line.property, inputs, 'timestamp') -%}
        {%- do conditions.append(lead_scoring.rule_column(column.name) ~ ' is not null') -%}
    {%- endfor -%}
    {{ return([lead_scoring.any_or_all(conditions | unique | list, 'or')]) }}
{% endmacro %}

{#-
    What a rule looks at from the day that is scored, as SQL over the CTE `activities`, a list: the
    ages of its signal, and its own conditions.

    Args:
        scope, rule, inputs: see `event_rule`.
        prefix: what stands before the columns.
        subject: what is counted instead, see `activity_of`.
-#}
{% macro dated_conditions_of_activities(scope, rule, inputs, prefix='', subject=none) %}
    {%- set conditions, alternatives = [], [] -%}
    {%- set signal = lead_scoring.dated_signal(subject or rule.subject) -%}
    {%- do conditions.append(
        lead_scoring.ages_of_signal(signal, inputs, scope.day, prefix)
    ) if signal -%}
    {%- for line in lead_scoring.dated_conditions(rule) if subject is none -%}
        {%- set column = lead_scoring.property_of(line.property, inputs, 'timestamp') -%}
        {%- set day = lead_scoring.day_of_column(
            prefix ~ lead_scoring.carried_value(column).column, column.family
        ) -%}
        {%- do alternatives.append(lead_scoring.relative_condition(
            day, line.operator | lower, line.value, scope.day
        )) -%}
    {%- endfor -%}
    {%- if alternatives and lead_scoring.has_dated_alternatives(rule) -%}
        {%- for value in lead_scoring.carried_values(rule, inputs)
            if value.is_condition -%}
            {%- do alternatives.append(prefix ~ value.column) -%}
        {%- endfor -%}
        {{ return(conditions + [lead_scoring.any_or_all(alternatives, 'or')]) }}
    {%- endif -%}
    {{ return(conditions + alternatives) }}
{% endmacro %}
