{#
    Checks an operator and its value against the column that they look at.

    Args:
        table, line, problems: as in `check_cells`.
        column: the column looked at, see `columns_of`; none: not known while compiling offline.

    Example:
        {% do lead_scoring.check_condition('scorecard_rules', line, column, problems) %}
#}
{% macro check_condition(table, line, column, problems) %}
    {%- set operators = lead_scoring.operators() -%}
    {%- set name = line.operator | lower if line.operator else none -%}
    {%- if name is none -%}
        {%- do problems.append(lead_scoring.problem(table, line, 'operator', 'is empty', operators.keys())) -%}
        {{ return(none) }}
    {%- elif name not in operators -%}
        {%- do problems.append(lead_scoring.problem(table, line, 'operator', 'is unknown', operators.keys())) -%}
        {{ return(none) }}
    {%- endif -%}

    {%- set operator = operators[name] -%}
    {%- set values = lead_scoring.operator_values(name, line.value) -%}
    {%- if operator['values'] == 'none' and line.value is not none -%}
        {%- do problems.append(lead_scoring.problem(table, line, 'value', 'is set, but ' ~ name ~ ' takes none', 'empty')) -%}
    {%- elif operator['values'] != 'none' and line.value is none -%}
        {%- do problems.append(lead_scoring.problem(table, line, 'value', 'is empty, but ' ~ name ~ ' needs one', 'a value')) -%}
    {%- elif operator['values'] == 'two' and values | length != 2 -%}
        {%- do problems.append(lead_scoring.problem(table, line, 'value', 'must be two values for between', 'two values separated by |')) -%}
    {%- elif '' in values -%}
        {%- do problems.append(lead_scoring.problem(table, line, 'value', 'has an empty value', 'values separated by |')) -%}
    {%- endif -%}

    {%- if column is not none and column.family not in operator.families -%}
        {%- set fitting = [] -%}
        {%- for other, properties in operators.items() if column.family in properties.families -%}
            {%- do fitting.append(other) -%}
        {%- endfor -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'operator', 'does not go with ' ~ column.name ~ ', which is ' ~ column.data_type, fitting
        )) -%}
    {%- elif column is not none and column.family in ('number', 'boolean', 'date', 'timestamp', 'timestamp_tz') -%}
        {%- set cell = {'kind': {
            'number': 'number', 'boolean': 'yes_no', 'date': 'day', 'timestamp': 'moment', 'timestamp_tz': 'moment',
        }[column.family]} -%}
        {%- for value in values if value != '' and not lead_scoring._is_readable(value, cell) -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'value', 'cannot be compared with ' ~ column.name ~ ', which is ' ~ column.data_type,
                lead_scoring._allowed_in_words(cell), value
            )) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
