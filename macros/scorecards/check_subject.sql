{#
    Checks what a condition looks at: a signal or column that exists, on the right input.

    Args:
        table, line, problems: as in `check_cells`.
        column: the cell that names it: 'subject', 'given_subject', 'population' …
        on: 'leads' or 'events'.
        inputs: see `scorecard_inputs`.

    Returns the column that an operator then looks at, or none: a signal, an event type, or unknown.

    Example:
        {% set column = lead_scoring.check_subject(
            'scorecard_rules', line, 'subject', 'leads', inputs, problems
        ) %}
#}
{% macro check_subject(table, line, column, on, inputs, problems) %}
    {%- set text = line[column] -%}
    {%- set name = lead_scoring.signal_name(text) -%}
    {%- if name is not none -%}
        {%- do lead_scoring.check_signal(table, line, column, name, on, inputs, problems) -%}
        {{ return(none) }}
    {%- elif on == 'events' -%}
        {%- if text == '*' and (table, column) != ('scorecard_rules', 'subject') -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, column,
                'is any event, which only the subject of an event or absence rule can be',
                'an event type or signal:<name>'
            )) -%}
        {%- endif -%}
        {{ return(none) }}
    {%- endif -%}
    {{ return(lead_scoring.check_column(table, line, column, on, inputs, problems)) }}
{% endmacro %}
