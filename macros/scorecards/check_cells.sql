{#
    Checks single cells of a line: what must be set, and what can be read as what it is for.

    Args:
        table: the scorecard table.
        line: the line.
        cells: column -> mapping with `kind` ('text', 'number', 'whole', 'yes_no', 'day', 'moment',
            or a list of allowed words), and where they apply `is_required`, `at_least`, `above`,
            `at_most`.
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
                    table, line, column, wrong, lead_scoring._allowed_in_words(cell)
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
        {{ return(lead_scoring._read_moment(text) is not none) }}
    {%- elif cell.kind == 'text' -%}
        {{ return(true) }}
    {%- endif -%}
    {%- set number = lead_scoring._read_whole(text) if cell.kind == 'whole'
        else lead_scoring._read_number(text) -%}
    {%- if number is none -%}{{ return(false) }}{%- endif -%}
    {%- set number = number | float -%}
    {{ return(
        -1e15 < number and number < 1e15
        and ('at_least' not in cell or number >= cell.at_least)
        and ('above' not in cell or number > cell.above)
        and ('at_most' not in cell or number <= cell.at_most)
    ) }}
{% endmacro %}

{% macro _allowed_in_words(cell) %}
    {%- if cell.kind is not string -%}
        {{ return(cell.kind) }}
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
