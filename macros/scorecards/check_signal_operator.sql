{#
    Checks that a line that looks at a signal alone asks whether it holds, or whether it does not.

    Args:
        table, line, problems: as in `check_cells`.

    Example:
        {% do lead_scoring.check_signal_operator('scorecard_rules', line, problems) %}
#}
{% macro check_signal_operator(table, line, problems) %}
    {%- do lead_scoring.check_cells(
        table, line, {'operator': {'kind': ['is_true', 'is_false']}}, problems
    ) -%}
    {%- if line.value is not none -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'value', 'is set, but a signal takes none', 'empty'
        )) -%}
    {%- endif -%}
{% endmacro %}
