{#
    The lines of a scorecard table as they stand: a list of mappings, column -> cell, and `_place`
    where the line's place is known. The only macro that queries scorecard tables; a unit test
    overrides it with a list.

    Args:
        table: one of `scorecard_columns()`.
        challenger: where the challenger's table is, as a variable says it; none: the table that
            scores.

    Example:
        {{ lead_scoring.read_scorecard_table('scorecard_groups') }}
            ->  [{'scorecard_id': 'b2b', 'group_id': 'job', …, '_place': 'groups.csv, line 2'}]
#}
{% macro read_scorecard_table(table, challenger=none) %}
    {#- Before any guard: this is what tells dbt of the dependency. -#}
    {%- set is_demo = lead_scoring.setting('scorecards') is none and challenger is none -%}
    {%- set name = table if challenger is none else 'challenger' -%}
    {#- The demo has no filters. -#}
    {%- set seed = table if is_demo and table != 'event_filters' else none -%}
    {%- set source = lead_scoring.data_source(name, seed, challenger) -%}
    {%- if source is none -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set file = lead_scoring.scorecard_file(table, challenger) -%}
    {%- if 'lines' in source -%}
        {{ return(lead_scoring._inline_lines(name, source.lines, file.place)) }}
    {%- elif not lead_scoring.can_query(source, 'lead_scoring__' ~ name) -%}
        {{ return([]) }}
    {%- endif -%}
    {#- Those of a challenger are not looked at before. -#}
    {%- do lead_scoring.raise_problems(file.problems) -%}
    {%- set from_sql = lead_scoring.from_source(source) -%}
    {%- if 'file' in source and file.lines is not none -%}
        {{ return(file.lines) }}
    {%- endif -%}
    {%- set rows = run_query('select * from ' ~ from_sql) -%}
    {%- set names = rows.column_names | map('lower') | list -%}
    {%- do lead_scoring.raise_problems(lead_scoring.header_problems(
        table, names, {'place': file.place}, names | join(', ')
    )) -%}
    {%- set lines = [] -%}
    {%- set has_order = file.is_seed
        and adapter.dispatch('keeps_order_of_rows', 'lead_scoring')() -%}
    {%- for row in rows.rows -%}
        {%- set place = file.place ~ (', line ' ~ (loop.index + 1) if has_order else '') -%}
        {%- if row.values() | reject('none') | list -%}
            {%- do lines.append(dict(zip(names, row.values()), _place=place)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not lines and not flags.EMPTY and lead_scoring._needs_lines(table) -%}
        {%- do lead_scoring.raise_problems([lead_scoring._no_line(table, file.place)]) -%}
    {%- endif -%}
    {{ return(
        lines if file.lines is none or flags.EMPTY else lead_scoring._as_written(lines, file)
    ) }}
{% endmacro %}

{#- Lines written in a variable: a list of mappings, or a clear error. -#}
{% macro _inline_lines(name, lines, place) %}
    {%- set is_list = lines is sequence and lines is not mapping -%}
    {%- set wrong, placed = [] if is_list else [lines], [] -%}
    {%- for line in (lines if is_list else []) -%}
        {%- if line is mapping -%}
            {%- do placed.append(dict(line, _place=place ~ ', entry ' ~ loop.index)) -%}
        {%- else -%}
            {%- do wrong.append(line) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if wrong -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable lead_scoring__' ~ name
            ~ " holds no lines. Got: '" ~ wrong[0]
            ~ "'. Allowed: a list of lines, each a mapping of column to cell."
            ~ ' Fix: edit ' ~ place ~ '.'
        ) -%}
    {%- endif -%}
    {{ return(placed) }}
{% endmacro %}

{#- Whether a table has its rows in the order in which a seed was loaded. -#}
{% macro default__keeps_order_of_rows() %}
    {{ return(false) }}
{% endmacro %}

{% macro postgres__keeps_order_of_rows() %}
    {{ return(true) }}
{% endmacro %}

{% macro redshift__keeps_order_of_rows() %}
    {{ return(false) }}
{% endmacro %}

{#-
    The lines of a seed's table with their places in its file, if the table is what the file says:
    it may have been loaded from an earlier one, by the order of columns that it had then, or with
    types that dbt made out (7,5 is 75 to it).
-#}
{% macro _as_written(lines, file) %}
    {%- if file.lines | length != lines | length -%}
        {%- do lead_scoring._raise_not_loaded(
            file.place ~ ' has ' ~ file.lines | length ~ ' lines, and its table '
            ~ lines | length
        ) -%}
    {%- endif -%}
    {%- for line in lines -%}
        {%- set written = file.lines[loop.index0] -%}
        {%- do line.update({'_place': written._place}) -%}
        {%- for column, cell in line.items()
            if column in written and not lead_scoring._is_cell(cell, written[column]) -%}
            {%- do lead_scoring._raise_not_loaded(
                written._place ~ ': ' ~ column ~ " is '" ~ written[column]
                ~ "' in the file, and '" ~ (cell if cell is not none else '') ~ "' in its table"
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(lines) }}
{% endmacro %}

{#- Whether a cell of a table is what a file says, whatever type the column has. -#}
{% macro _is_cell(cell, text) %}
    {%- set text = text | trim -%}
    {%- set cell = '' if cell is none else cell | string | trim -%}
    {%- if cell | lower == text | lower -%}{{ return(true) }}{%- endif -%}
    {%- set number, moment = lead_scoring._read_number(text), lead_scoring._read_timestamp(text) -%}
    {{ return(
        number is not none and number == lead_scoring._read_number(cell)
            and modules.re.match('^[+-]?0[0-9]', text) is none
        or moment is not none and moment == lead_scoring._read_timestamp(cell)
    ) }}
{% endmacro %}

{% macro _raise_not_loaded(wrong) %}
    {%- do exceptions.raise_compiler_error(
        'lead_scoring: a seed is not loaded as it is written. ' ~ wrong ~ '. Fix: load it anew,'
        ~ ' dbt seed --full-refresh, with all its columns typed as text.'
    ) -%}
{% endmacro %}
