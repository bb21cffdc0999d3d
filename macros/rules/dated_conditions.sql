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

{#-
    The same as SQL over the CTE `activities`, a list.

    Args:
        scope, rule, inputs: see `event_rule`.
        prefix: what stands before the columns.
-#}
{% macro dated_conditions_of_activities(scope, rule, inputs, prefix='') %}
    {%- set conditions = [] -%}
    {%- for line in lead_scoring.dated_conditions(rule) -%}
        {%- set column = lead_scoring.property_of(line.property, inputs, 'timestamp') -%}
        {%- set day = lead_scoring.day_of_column(
            prefix ~ lead_scoring.carried_value(column).column, column.family
        ) -%}
        {%- do conditions.append(lead_scoring.relative_condition(
            day, line.operator | lower, line.value, scope.day
        )) -%}
    {%- endfor -%}
    {{ return(conditions) }}
{% endmacro %}
