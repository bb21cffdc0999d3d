{#
    The condition of a line over leads: a signal, or an operator over an attribute.

    Args:
        line: a line of scorecard_rules or lifecycle_stages.
        inputs: see `scorecard_inputs`.
        day: SQL of the day that is scored, see `scope`; none: the scoring date.

    Example:
        {{ lead_scoring.lead_condition(rule, inputs) }}  ->  "industry" = 'technology'
#}
{% macro lead_condition(line, inputs, day=none) %}
    {%- if lead_scoring.signal_name(line.subject) is not none -%}
        {{ return(lead_scoring.signal_condition_of(line)) }}
    {%- endif -%}
    {%- set column = lead_scoring.column_of(line.subject, line, inputs.leads) -%}
    {{ return(lead_scoring.rule_condition(column, line.operator, line.value, day)) }}
{% endmacro %}
