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
        {%- for needed in signals[name].get('date_columns', []) -%}
            {%- set found = inputs[on].get(needed | lower, {}) -%}
            {%- if found.family in ('number', 'boolean', 'list', 'other') -%}
                {%- do problems.append(lead_scoring.problem(
                    table, line, column,
                    'names a signal that asks the age of the column ' ~ needed ~ ' of ' ~ on
                    ~ ', which is ' ~ found.data_type,
                    'a date, a time, or a text that holds one', name
                )) -%}
            {%- endif -%}
        {%- endfor -%}
        {#- What is yes or no in a text or number some databases guess, and others do not. -#}
        {%- for needed in signals[name].get('yes_no_columns', []) -%}
            {%- set found = inputs[on].get(needed | lower, {}) -%}
            {%- if found.family in ('text', 'number') -%}
                {%- do problems.append(lead_scoring.problem(
                    table, line, column,
                    'names a signal that takes the column ' ~ needed ~ ' of ' ~ on ~ ', which is '
                    ~ found.data_type ~ ', for yes or no',
                    'is_true(' ~ needed ~ ') in the signal, or a column of yes/no', name
                )) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
