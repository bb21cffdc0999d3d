{#
    The condition of a line that names a signal: that it holds, or with is_false that it does not.

    Args:
        line: a line with a subject and perhaps an operator.

    Example:
        {{ lead_scoring.signal_condition_of(rule) }}  ->  signal_pricing_visit
#}
{% macro signal_condition_of(line) %}
    {%- set column = lead_scoring.signal_column(lead_scoring.signal_name(line.subject)) -%}
    {{ return(('not ' if (line.operator or '') | lower == 'is_false' else '') ~ column) }}
{% endmacro %}
