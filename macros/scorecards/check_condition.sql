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
        {%- do problems.append(lead_scoring.problem(
            table, line, 'operator', 'is empty', operators.keys()
        )) -%}
        {{ return(none) }}
    {%- elif name not in operators -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'operator', 'is unknown', operators.keys()
        )) -%}
        {{ return(none) }}
    {%- endif -%}

    {%- set operator = operators[name] -%}
    {%- set values = lead_scoring.operator_values(name, line.value) -%}
    {%- if operator['values'] == 'none' and line.value is not none -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'value', 'is set, but ' ~ name ~ ' takes none', 'empty'
        )) -%}
    {%- elif operator['values'] != 'none' and line.value is none -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'value', 'is empty, but ' ~ name ~ ' needs one', 'a value'
        )) -%}
    {%- elif operator['values'] == 'two' and values | length != 2 -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'value', 'must be two values for between', 'two values separated by |'
        )) -%}
    {%- elif operator['values'] == 'days' and line.value is not none -%}
        {%- set days = {'kind': 'whole', 'at_least': operator.at_least, 'at_most': 100000} -%}
        {%- if not lead_scoring._is_readable(line.value, days) -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'value', 'is no number of days, which ' ~ name ~ ' takes',
                lead_scoring._allowed_in_words(days)
            )) -%}
        {%- endif -%}
    {%- elif '' in values -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'value', 'has an empty value', 'values separated by |'
        )) -%}
    {%- endif -%}

    {%- if column is not none and column.family not in operator.families -%}
        {%- set fitting = [] -%}
        {%- for other, properties in operators.items() if column.family in properties.families -%}
            {%- do fitting.append(other) -%}
        {%- endfor -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'operator',
            'does not go with ' ~ column.name ~ ', which is ' ~ column.data_type, fitting
        )) -%}
    {%- elif name in ('includes_any', 'includes_all', 'includes_none') -%}
        {#- Of an array each element is an answer, whatever is in it. -#}
        {%- for value in values if column is not none and column.family == 'text'
            and lead_scoring.list_separator() in lead_scoring.folded(value) -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'value',
                'is no single answer: lead_scoring__list_separator parts answers there',
                'answers separated by |', value
            )) -%}
        {%- endfor -%}
    {%- elif operator['values'] != 'days' -%}
        {%- set cell = {'digits': 28} -%}
        {%- set kind = {
            'number': 'number', 'boolean': 'yes_no', 'date': 'day', 'timestamp': 'moment',
            'timestamp_tz': 'moment',
        }.get(column.family if column else none, 'text') -%}
        {%- set unreadable = [] -%}
        {#- 1 and 0 may stand for true and false. -#}
        {%- set words = ['true', 'false']
            if kind == 'number' and name in ('=', '!=', 'in', 'not_in') else [] -%}
        {%- for value in values if value != '' and value | lower not in words
            and not lead_scoring._is_readable(value, dict(cell, kind=kind)) -%}
            {%- do unreadable.append(value) -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'value',
                'cannot be compared with ' ~ column.name ~ ', which is ' ~ column.data_type,
                lead_scoring._allowed_in_words(dict(cell, kind=kind), value), value
            )) -%}
        {%- endfor -%}
        {%- if name == 'between' and values | length == 2 and not unreadable
            and lead_scoring._is_reversed(values) -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'value', 'never holds, for its first value is greater than its second',
                values | reverse | join('|')
            )) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{#-
    Whether the first of two values comes after the second: as numbers, as days or times, as plain
    words. Other text is left alone, for how it sorts is the warehouse's business.
-#}
{% macro _is_reversed(values) %}
    {%- set numbers, days, instants, words = [], [], [], [] -%}
    {%- for value in values -%}
        {%- set moment = lead_scoring._read_timestamp(value) or {} -%}
        {%- do numbers.append(lead_scoring._read_number(value)) -%}
        {%- do days.append(moment.get('day')) -%}
        {%- do instants.append(moment.get('instant')) -%}
        {%- do words.append(
            value | lower if modules.re.match('^[A-Za-z0-9]+$', value) else none
        ) -%}
    {%- endfor -%}
    {%- if none not in numbers -%}
        {{ return(numbers[0] | float > numbers[1] | float) }}
    {%- endif -%}
    {%- for first, second in (days, instants, words) if first and second -%}
        {{ return(first > second) }}
    {%- endfor -%}
    {{ return(false) }}
{% endmacro %}
