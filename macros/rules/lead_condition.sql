{#
    The condition of a line over leads: a signal, or an operator over an attribute; several joined
    as the rule says. With an empty operator (points for a number) that the number is known.

    Args:
        line: a line of scorecard_rules or lifecycle_stages.
        inputs: see `scorecard_inputs`.
        day: SQL of the day that is scored, see `scope`; none: the scoring date.

    Example:
        {{ lead_scoring.lead_condition(rule, inputs) }}  ->  "industry" = 'technology'
#}
{% macro lead_condition(line, inputs, day=none) %}
    {%- set conditions = [] -%}
    {%- for condition in lead_scoring.conditions_of(line) -%}
        {%- do conditions.append(lead_scoring.single_lead_condition(condition, inputs, day)) -%}
    {%- endfor -%}
    {{ return(lead_scoring.joined_conditions(line, conditions)) }}
{% endmacro %}

{#- One of them. -#}
{% macro single_lead_condition(line, inputs, day=none) %}
    {%- if lead_scoring.signal_name(line.subject) is not none -%}
        {{ return(lead_scoring.signal_condition_of(line)) }}
    {%- endif -%}
    {%- if line.amount and not line.operator -%}
        {{ return(lead_scoring.amount_column(line, inputs) ~ ' is not null') }}
    {%- endif -%}
    {%- set column = lead_scoring.column_of(line.subject, line, inputs.leads) -%}
    {%- if not line.operator -%}
        {{ return(lead_scoring.rule_column(column.name) ~ ' is not null') }}
    {%- endif -%}
    {{ return(lead_scoring.rule_condition(column, line.operator, line.value, day)) }}
{% endmacro %}
