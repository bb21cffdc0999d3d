{#
    Checks that a signal is defined, on the right input, and that the columns that it reads are
    there.

    Args:
        table, line, problems: as in `check_cells`.
        column: the cell that names it.
        name: the name in it.
        on: 'leads' or 'events'.
        inputs: see `scorecard_inputs`.

    Example:
        {% do lead_scoring.check_signal(
            'scorecards', line, 'population', 'enterprise', 'leads', inputs, problems
        ) %}
#}
{% macro check_signal(table, line, column, name, on, inputs, problems) %}
    {%- set signals = lead_scoring.signals() -%}
    {%- if name not in signals -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, column, 'names a signal that is not defined', signals.keys() | list, name
        )) -%}
    {%- elif signals[name]['on'] != on -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, column, 'names a signal on ' ~ signals[name]['on'],
            'a signal on ' ~ on, name
        )) -%}
    {%- elif inputs[on] -%}
        {%- for needed in signals[name]['columns'] if needed | lower not in inputs[on] -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, column, 'names a signal that needs the column ' ~ needed ~ ' of ' ~ on,
                inputs[on].values() | map(attribute='name') | list, name
            )) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
