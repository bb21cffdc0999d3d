{#
    Checks what a condition looks at: a signal or column that exists, on the right input.

    Args:
        table, line, problems: as in `check_cells`.
        column: the cell that names it: 'subject', 'given_subject', 'population' …
        on: 'leads' or 'events'.
        inputs: see `scorecard_inputs`.

    Returns the column that an operator then looks at, or none: a signal, an event type, or unknown.

    Example:
        {% set column = lead_scoring.check_subject('scorecard_rules', line, 'subject', 'leads', inputs, problems) %}
#}
{% macro check_subject(table, line, column, on, inputs, problems) %}
    {%- set text = line[column] -%}
    {%- set name = lead_scoring.signal_name(text) -%}
    {%- if name is not none -%}
        {%- do lead_scoring.check_signal(table, line, column, name, on, inputs, problems) -%}
        {{ return(none) }}
    {%- elif on == 'events' -%}
        {{ return(none) }}
    {%- endif -%}
    {{ return(lead_scoring.check_column(table, line, column, on, inputs, problems)) }}
{% endmacro %}

{#- A column of an input; Returns it, or none with a problem told. -#}
{% macro check_column(table, line, column, on, inputs, problems) %}
    {%- set known = inputs[on] -%}
    {%- if not known -%}
        {{ return(none) }}
    {%- elif line[column] | lower not in known -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, column, 'is no column of ' ~ on, known.values() | map(attribute='name') | list
        )) -%}
        {{ return(none) }}
    {%- endif -%}
    {{ return(known[line[column] | lower]) }}
{% endmacro %}

{#- A signal that is defined on this input and whose own columns are there. -#}
{% macro check_signal(table, line, column, name, on, inputs, problems) %}
    {%- set signals = lead_scoring.signals() -%}
    {%- if name not in signals -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, column, 'names a signal that is not defined', signals.keys() | list, name
        )) -%}
    {%- elif signals[name]['on'] != on -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, column, 'names a signal on ' ~ signals[name]['on'], 'a signal on ' ~ on, name
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

{#- 'pricing_visit' of 'signal:pricing_visit', none of anything else. -#}
{% macro signal_name(text) %}
    {%- set text = text or '' -%}
    {{ return(text[7:].strip() if text[:7] | lower == 'signal:' else none) }}
{% endmacro %}
