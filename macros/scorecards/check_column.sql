{#
    Checks that a cell names a column of an input.

    Args:
        table, line, problems: as in `check_cells`.
        column: the cell.
        on: 'leads' or 'events'.
        inputs: see `scorecard_inputs`.

    Returns the column, or none: there is no such column, or columns are not known while compiling
    offline.

    Example:
        {% set column = lead_scoring.check_column(
            'scorecard_rules', line, 'property', 'events', inputs, problems
        ) %}
#}
{% macro check_column(table, line, column, on, inputs, problems) %}
    {%- set known = inputs[on] -%}
    {%- if not known -%}
        {{ return(none) }}
    {%- elif line[column] | lower not in known -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, column,
            'is no column of ' ~ (inputs.called or on if on == 'leads' else on),
            known.values() | map(attribute='name') | list
        )) -%}
        {{ return(none) }}
    {%- endif -%}
    {{ return(known[line[column] | lower]) }}
{% endmacro %}
