{#
    Checks single cells of a line: what must be set, and what can be read as what it is for.

    Args:
        table: the scorecard table.
        line: the line.
        cells: column -> mapping with `kind` ('text', 'number', 'whole', 'yes_no', 'day', 'moment',
            or a list of allowed words), and where they apply `is_required`, `at_least`, `above`,
            `at_most`, and `digits`, how many may stand before the point.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_cells(
            'scorecard_groups', line, {'axis': {'kind': ['fit', 'engagement']}}, problems
        ) %}
#}
{% macro check_cells(table, line, cells, problems) %}
    {%- for column, cell in cells.items() if line[column] is not none or cell.is_required -%}
        {%- set wrong = 'is empty' if line[column] is none
            else none if lead_scoring._is_readable(line[column], cell)
            else 'is unknown' if cell.kind is not string else 'cannot be read' -%}
        {%- if wrong is not none -%}
            {%- do problems.append(
                lead_scoring.problem(
                    table, line, column, wrong,
                    lead_scoring._allowed_in_words(cell, line[column])
                )
            ) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}

{% macro _is_readable(text, cell) %}
    {%- if cell.kind is not string -%}
        {{ return(text | lower in cell.kind) }}
    {%- elif cell.kind == 'yes_no' -%}
        {{ return(lead_scoring._read_yes_no(text) is not none) }}
    {%- elif cell.kind == 'day' -%}
        {{ return(lead_scoring._read_date(text) is not none) }}
    {%- elif cell.kind == 'moment' -%}
        {{ return(lead_scoring._read_timestamp(text) is not none) }}
    {%- elif cell.kind == 'text' -%}
        {{ return(true) }}
    {%- endif -%}
    {%- set number = lead_scoring._read_integer(text) if cell.kind == 'whole'
        else lead_scoring._read_number(text) -%}
    {%- if number is none or lead_scoring._has_too_many_digits(number, cell) -%}
        {{ return(false) }}
    {%- endif -%}
    {%- set number = number | float -%}
    {{ return(
        ('at_least' not in cell or number >= cell.at_least)
        and ('above' not in cell or number > cell.above)
        and ('at_most' not in cell or number <= cell.at_most)
    ) }}
{% endmacro %}

{#- Sums of a thousand numbers of 13 digits fit the type of points; a database has room for 38
    digits, of which 10 are decimals. -#}
{% macro _has_too_many_digits(number, cell) %}
    {%- set whole, _, decimals = (number | string).partition('.') -%}
    {{ return(
        whole.replace('-', '') | length > cell.get('digits', 13) or decimals | length > 10
    ) }}
{% endmacro %}

{% macro _allowed_in_words(cell, text='') %}
    {%- if cell.kind is not string -%}
        {{ return(cell.kind) }}
    {%- endif -%}
    {%- set number = lead_scoring._read_number(text or '') if cell.kind in ('number', 'whole') -%}
    {%- if number and lead_scoring._has_too_many_digits(number, cell) -%}
        {{ return(
            'a number of at most ' ~ cell.get('digits', 13)
            ~ ' digits before and 10 after the point'
        ) }}
    {%- endif -%}
    {%- set bounds = [] -%}
    {%- for bound, words in {
        'at_least': 'at least ', 'above': 'above ', 'at_most': 'at most '
    }.items() if bound in cell -%}
        {%- do bounds.append(words ~ cell[bound]) -%}
    {%- endfor -%}
    {{ return({
        'text': 'a text',
        'number': 'a number such as 10 or -2.5',
        'whole': 'a whole number',
        'yes_no': 'true or false',
        'day': 'a day YYYY-MM-DD',
        'moment': 'a day YYYY-MM-DD or a time YYYY-MM-DD HH:MM:SS',
    }[cell.kind] ~ (', ' if bounds else '') ~ bounds | join(', ')) }}
{% endmacro %}
