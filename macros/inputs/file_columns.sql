{#
    The columns of a CSV file, each with the type that all its cells have: a number, a date, a time
    or true and false, if every cell that is not empty is plainly one, and text otherwise. A column
    that `lead_scoring__input_columns` states has the type that it says there, and a cell that
    cannot be read so is an error.

    Dates and times are ISO 8601. A time that the input needs in another form is an error, and so is
    a column of dates in another form, which could be read in two ways: 05/06/2026.

    What a guess would also take for a number or an answer stays text: 007, +49 170, yes. Rules read
    yes and no, numbers and times in text as well, so that a single late cell, which makes text of a
    column, changes no score.

    Args:
        path: the file.
        stated: its columns, see `stated_columns`; none: they are looked at.
        input: whose file it is; none: no column is a time that an input needs.

    Returns a list of columns as `columns_of` does, each with
        is_in_file: true, it is read as text and cast where it is staged, see `cell_of_file`
        has_fractions: whether every cell is a whole number with a fraction of zeros, 77.0

    Example:
        {{ lead_scoring.file_columns('mine/leads.csv') }}
            ->  [{'name': 'employees', 'data_type': 'bigint', 'family': 'number', …}, …]
#}
{% macro file_columns(path, stated=none, input=none) %}
    {{ return(adapter.dispatch('file_columns', 'lead_scoring')(path, stated, input)) }}
{% endmacro %}

{#- Whether a source is a file of text. -#}
{% macro is_text_file(source) %}
    {{ return(source is not none and 'file' in source and '.parquet' not in source.file | lower) }}
{% endmacro %}

{#- A file that cannot be read has no columns to miss: that it cannot is told. -#}
{% macro default__file_columns(path, stated, input) %}
    {{ return(stated or lead_scoring.columns_of(lead_scoring.from_source({'file': path}))) }}
{% endmacro %}

{% macro duckdb__file_columns(path, stated, input) %}
    {%- set file, columns, items = {'file': path}, [], [] -%}
    {%- set times = lead_scoring.columns_of_times(input) if input else {} -%}
    {%- do lead_scoring.check_rows_of_file(path) if flags.INTROSPECT -%}
    {#- What a sample does not take for a number or a date is none: only the rest is looked at. -#}
    {%- for column in stated
        or lead_scoring.columns_of(lead_scoring.from_source(file, guesses_types=true)) -%}
        {%- do columns.append(dict(column, is_in_file=true, has_fractions=false)) -%}
        {%- do items.append(
            lead_scoring._cell_that_is_no_time(column) if column.name | lower in times
            else lead_scoring._unreadable_cell(column) if stated
            else lead_scoring._cell_types(column)
        ) -%}
    {%- endfor -%}
    {%- if not flags.INTROSPECT -%}{{ return(columns) }}{%- endif -%}
    {%- set answers = run_query(
        'select\n    ' ~ items | join(',\n    ') ~ '\nfrom ' ~ lead_scoring.from_source(file)
    ).rows[0].values() -%}
    {%- do lead_scoring._check_times_of_file(path, columns, answers, times, input) -%}
    {%- if stated -%}
        {%- do lead_scoring._check_cells_of_file(path, columns, answers) -%}
        {{ return(columns) }}
    {%- endif -%}
    {%- for column in columns if column.name | lower in times -%}
        {%- do column.update({'data_type': 'timestamp', 'family': 'timestamp'}) -%}
    {%- endfor -%}
    {%- for column in columns if column.name | lower not in times -%}
        {%- set kinds = (answers[columns.index(column)] or 'text').split('|') -%}
        {%- set data_type = 'varchar' if 'text' in kinds or 'other date' in kinds
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
{% macro _cell_types(column) %}
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
            'other date': lead_scoring._other_date(),
        } -%}
    {%- elif column.family == 'boolean' -%}
        {%- set kinds = {'answer': '(?i:true|false)'} -%}
    {%- else -%}
        {#- Looking at each text takes long: a column of dates begins and ends with one. -#}
        {%- set ends = [] -%}
        {%- for end in ('min', 'max') -%}
            {%- do ends.append(
                'regexp_full_match(' ~ end ~ '(' ~ cell ~ "), '"
                ~ lead_scoring._other_date() ~ "')"
            ) -%}
        {%- endfor -%}
        {{ return(
            'case when ' ~ ends | join(' and ') ~ " then 'perhaps other date' else 'text' end"
        ) }}
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

{#- A date in a form that is read in two ways, or in one that is not ISO 8601. -#}
{% macro _other_date() %}
    {{ return(
        '([0-9]{1,2}/[0-9]{1,2}/([0-9]{4}|[0-9]{2})|[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}'
        ~ '|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})'
        ~ '([ T,]+[0-9]{1,2}:[0-9]{2}.*)?'
    ) }}
{% endmacro %}

{#- The names of the columns that stand for times of an input's contract, ours by theirs in lower
    case. -#}
{% macro columns_of_times(input) %}
    {%- set mapping = lead_scoring.setting('column_mapping') -%}
    {%- set pairs = mapping.get(input) if mapping is mapping else {} -%}
    {%- set pairs = pairs if pairs is mapping else {} -%}
    {%- set times = {} -%}
    {%- for name, column in lead_scoring.input_contract(input).items()
        if column.kind == 'moment' -%}
        {%- do times.update({pairs.get(name, name) | string | lower: name}) -%}
    {%- endfor -%}
    {{ return(times) }}
{% endmacro %}

{#- A cell that is no time in ISO 8601; null: there is none. -#}
{% macro _cell_that_is_no_time(column) %}
    {%- set cell = lead_scoring._plain_cell(column.name) -%}
    {%- set iso = '[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?'
        ~ '( *(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?))?)?' -%}
    {{ return(
        'min(case when ' ~ lead_scoring.utc_timestamp(lead_scoring.quoted(column.name), 'text')
        ~ ' is null or not regexp_full_match(' ~ cell ~ ", '" ~ iso ~ "') then " ~ cell ~ ' end)'
    ) }}
{% endmacro %}

{% macro _check_times_of_file(path, columns, answers, times, input) %}
    {%- set problems, cells, ours = [], [], [] -%}
    {%- for column in columns -%}
        {%- set answer, name = answers[loop.index0] | string, lead_scoring.quoted(column.name) -%}
        {%- set kinds = answer.split('|') -%}
        {%- if answers[loop.index0] is none -%}
        {%- elif column.name | lower in times -%}
            {%- do cells.append(answer) -%}
            {%- do ours.append([times[column.name | lower], column.name]) -%}
            {%- do problems.append(
                'column ' ~ column.name ~ " has a time that is not ISO 8601. Got: '"
                ~ lead_scoring._shortened([answer])[0] ~ "'"
            ) -%}
        {%- elif answer == 'perhaps other date'
            or ('other date' in kinds and 'text' not in kinds) -%}
            {%- set other = 'regexp_full_match(' ~ lead_scoring._plain_cell(column.name) ~ ", '"
                ~ lead_scoring._other_date() ~ "')" -%}
            {%- set found = run_query(
                'select min(case when ' ~ other ~ ' then ' ~ name ~ ' end),'
                ~ ' count(case when not ' ~ other ~ ' then 1 end) from '
                ~ lead_scoring.from_source({'file': path})
            ).rows[0] -%}
            {%- if found[1] | int == 0 or answer != 'perhaps other date' -%}
                {%- do problems.append(
                    'column ' ~ column.name ~ " has dates that are not ISO 8601. Got: '" ~ found[0]
                    ~ "'"
                ) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if problems -%}
        {%- set fix = '' if not ours else ', or ' ~ lead_scoring.fix_of_time(
            input, ours[0][0], ours[0][1],
            modules.re.match('^[0-9]+([.][0-9]+)?$', cells[0]) is not none, cells[0]
        ) -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: ' ~ path ~ ' cannot be read.\n  - ' ~ problems | join('\n  - ')
            ~ '\n  Allowed: 2026-06-05, 2026-06-05 10:00:00, 2026-06-05T10:00:00Z,'
            ~ ' 2026-06-05T10:00:00+02:00.\n  Fix: write them so'
            ~ (fix or ', or state what columns hold in lead_scoring__input_columns') ~ '.'
        ) -%}
    {%- endif -%}
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
        {%- set is_read = value ~ ' is not null'
            ~ ('' if column.family == 'boolean'
                else ' and not regexp_full_match(' ~ cell ~ ", '" ~ lead_scoring._other_date()
                    ~ "')") -%}
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
