{#
    The columns of a CSV file, each with the type that all its cells have: a number, a date, a time
    or true and false, if every cell that is not empty is plainly one, and text otherwise. A column
    that `lead_scoring__input_columns` states has the type that it says there, and a cell that
    cannot be read so is an error.

    What a guess would also take for one stays text: 007, +49 170, 12/31/2026, yes. Rules
    read yes and no, numbers and times in text as well, so that a single late cell, which makes text
    of a column, changes no score.

    Args:
        path: the file.
        stated: its columns, see `stated_columns`; none: they are looked at.

    Returns a list of columns as `columns_of` does, each with
        is_in_file: true, it is read as text and cast where it is staged, see `cell_of_file`
        has_fractions: whether every cell is a whole number with a fraction of zeros, 77.0

    Example:
        {{ lead_scoring.file_columns('mine/leads.csv') }}
            ->  [{'name': 'employees', 'data_type': 'bigint', 'family': 'number', …}, …]
#}
{% macro file_columns(path, stated=none) %}
    {{ return(adapter.dispatch('file_columns', 'lead_scoring')(path, stated)) }}
{% endmacro %}

{#- Whether a source is a file of text. -#}
{% macro is_text_file(source) %}
    {{ return(source is not none and 'file' in source and '.parquet' not in source.file | lower) }}
{% endmacro %}

{% macro default__file_columns(path, stated) %}
    {{ return(stated or []) }}
{% endmacro %}

{% macro duckdb__file_columns(path, stated) %}
    {%- set file, columns, items = {'file': path}, [], [] -%}
    {#- What a sample does not take for a number or a date is none: only the rest is looked at. -#}
    {%- for column in stated
        or lead_scoring.columns_of(lead_scoring.from_source(file, guesses_types=true)) -%}
        {%- do columns.append(dict(column, is_in_file=true, has_fractions=false)) -%}
        {%- do items.append(
            lead_scoring._unreadable_cell(column) if stated
            else lead_scoring._kinds_of_cells(column)
        ) -%}
    {%- endfor -%}
    {%- if not flags.INTROSPECT -%}{{ return(columns) }}{%- endif -%}
    {%- set answers = run_query(
        'select\n    ' ~ items | join(',\n    ') ~ '\nfrom ' ~ lead_scoring.from_source(file)
    ).rows[0].values() -%}
    {%- if stated -%}
        {%- do lead_scoring._check_cells_of_file(path, columns, answers) -%}
        {{ return(columns) }}
    {%- endif -%}
    {%- for column in columns -%}
        {%- set kinds = (answers[loop.index0] or 'text').split('|') -%}
        {%- set data_type = 'varchar' if 'text' in kinds
            else 'boolean' if kinds == ['answer']
            else 'date' if kinds == ['date']
            else 'timestamp' if 'time' in kinds
            else 'bigint' if kinds | reject('in', ['whole', 'long whole']) | list == []
            else 'double' if kinds | select('in', ['long whole', 'long number']) | list == []
            else 'decimal(38, 10)' if 'number' not in kinds
            else 'varchar' -%}
        {%- do column.update({
            'data_type': data_type, 'family': lead_scoring.type_family(data_type),
            'has_fractions': kinds == ['whole with fraction'],
        }) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}

{#- A cell without spaces at both ends, null where it is empty. -#}
{% macro _plain_cell(name) %}
    {{ return('nullif(' ~ lead_scoring.trimmed(lead_scoring.quoted(name)) ~ ", '')") }}
{% endmacro %}

{#- What the cells of a column are that a sample took for one of its family. Numbers with up to 15
    digits before the point are exact enough as floats, longer ones are not. -#}
{% macro _kinds_of_cells(column) %}
    {%- set cell = lead_scoring._plain_cell(column.name) -%}
    {%- if column.family == 'number' -%}
        {%- set kinds = {
            'whole': "-?(0|[1-9][0-9]{0,14})",
            'whole with fraction': "-?(0|[1-9][0-9]{0,14})[.]0+",
            'number': "-?(0|[1-9][0-9]{0,14})([.][0-9]+)?([eE][+-]?[0-9]{1,2})?"
                ~ "|[+-]?(?i:nan|inf|infinity)",
            'long whole': "-?[1-9][0-9]{15,17}",
            'long number': "-?[1-9][0-9]{15,27}([.][0-9]{1,10})?",
        } -%}
    {%- elif column.family in ('date', 'timestamp', 'timestamp_tz') -%}
        {%- set day = '[0-9]{4}-[0-9]{2}-[0-9]{2}' -%}
        {%- set kinds = {
            'date': day, 'time': day ~ '[ T][0-9]{2}:[0-9:.]+( *(Z|[+-][0-9:]+))?',
        } -%}
    {%- elif column.family == 'boolean' -%}
        {%- set kinds = {'answer': '(?i:true|false)'} -%}
    {%- else -%}
        {{ return("max('text')") }}
    {%- endif -%}
    {%- set cases = [] -%}
    {%- for kind, pattern in kinds.items() -%}
        {%- do cases.append(
            'when regexp_full_match(' ~ cell ~ ", '" ~ pattern ~ "') then '" ~ kind ~ "'"
        ) -%}
    {%- endfor -%}
    {{ return(
        "string_agg(distinct case when " ~ cell ~ ' is not null then case\n        '
        ~ cases | join('\n        ') ~ "\n        else 'text' end end, '|')"
    ) }}
{% endmacro %}

{#- A cell that cannot be read as the type that is stated for its column; null: there is none. -#}
{% macro _unreadable_cell(column) %}
    {%- set cell = lead_scoring._plain_cell(column.name) -%}
    {%- set value = lead_scoring.cell_of_file(column, 'try_cast') -%}
    {%- if column.family not in ('number', 'boolean', 'date', 'timestamp', 'timestamp_tz') -%}
        {{ return('max(null)') }}
    {%- elif column.family == 'number' -%}
        {#- A cast to a whole number would round. -#}
        {%- set is_read = value ~ ' = try_cast(' ~ cell ~ ' as double)' -%}
    {%- else -%}
        {%- set is_read = value ~ ' is not null' -%}
    {%- endif -%}
    {{ return('min(case when not coalesce(' ~ is_read ~ ', false) then ' ~ cell ~ ' end)') }}
{% endmacro %}

{% macro _check_cells_of_file(path, columns, answers) %}
    {%- set problems = [] -%}
    {%- for column in columns -%}
        {%- set cell = answers[loop.index0] -%}
        {%- do problems.append(
            'column ' ~ column.name ~ ' has a cell that is no ' ~ column.data_type ~ ". Got: '"
            ~ lead_scoring._shortened([cell])[0] ~ "'"
        ) if cell is not none -%}
    {%- endfor -%}
    {%- if problems -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: ' ~ path ~ ' cannot be read.\n  - ' ~ problems | join('\n  - ')
            ~ '\n  Fix: edit the cells, or the types in lead_scoring__input_columns.'
        ) -%}
    {%- endif -%}
{% endmacro %}

{#- A cell of a file as a value of its column's type. -#}
{% macro cell_of_file(column, cast='cast') %}
    {%- set cell = lead_scoring._plain_cell(column.name) -%}
    {%- set value = cast ~ '(' ~ cell ~ ' as ' ~ column.data_type ~ ')' -%}
    {%- if column.family == 'number' -%}
        {{ return(lead_scoring.finite_or_null(value, column.data_type)) }}
    {%- elif column.family in ('timestamp', 'timestamp_tz') -%}
        {{ return(lead_scoring.utc_timestamp(lead_scoring.quoted(column.name), 'text')) }}
    {%- elif column.family == 'date' -%}
        {{ return(value) }}
    {%- elif column.family == 'boolean' -%}
        {{ return(
            'case when lower(' ~ cell ~ ') in ('
            ~ lead_scoring.text_literals(lead_scoring.yes_no_words(true)) | join(', ')
            ~ ') then true when lower(' ~ cell ~ ') in ('
            ~ lead_scoring.text_literals(lead_scoring.yes_no_words(false)) | join(', ')
            ~ ') then false end'
        ) }}
    {%- endif -%}
    {{ return(lead_scoring.quoted(column.name)) }}
{% endmacro %}
