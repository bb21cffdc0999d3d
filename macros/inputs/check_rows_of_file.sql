{#
    Raises one error if the lines of a CSV file that is an input have not as many cells as its
    header, with the first of them. DuckDB itself may take such a line for the header, or name none.
    Files with a text of several lines are left to DuckDB.

    Args:
        path: the file, or a pattern.

    Example:
        {% do lead_scoring.check_rows_of_file('mine/leads.csv') %}
            ->  lead_scoring: mine/leads.csv cannot be read.
                  - line 7 has 4 cells, and the header 3. Got: '7,2026-01-05,Germany, West'
                Allowed: …
#}
{% macro check_rows_of_file(path) %}
    {%- set delimiter = '\t' if '.tsv' in path | lower else ',' -%}
    {%- set plain = "case when line like '%\"%' then regexp_replace(line, '(^|" ~ delimiter
        ~ ")\"[^\"]*(?:\"\"[^\"]*)*\"', '\\1', 'g') else line end" -%}
    {#- What is not UTF-8 is told by DuckDB, with its line. -#}
    {%- set groups = run_query(
        "select\n    filename,\n    cells,\n    min(number) as number,\n"
        ~ "    arg_min(line, number) as line,\n    count(*) as line_count,\n    has_more_lines\n"
        ~ "from (\n    select\n        filename,\n        number,\n        line,\n"
        ~ "        (length(line) - length(replace(line, '\"', ''))) % 2 = 1 as has_more_lines,\n"
        ~ "        1 + length(plain) - length(replace(plain, '" ~ delimiter ~ "', '')) as cells\n"
        ~ "    from (\n        select *, row_number() over () as number, " ~ plain ~ " as plain\n"
        ~ "        from read_csv(" ~ lead_scoring.text_literal(path)
        ~ ", columns = {'line': 'VARCHAR'}, auto_detect = false,\n            header = false,"
        ~ " delim = '', quote = '', escape = '', filename = true)\n    )\n"
        ~ "    where trim(line) <> ''\n)\ngroup by filename, cells, has_more_lines\n"
        ~ "order by filename, number"
    ).rows -%}
    {%- set headers, problems = {}, [] -%}
    {%- set files_to_leave = [] -%}
    {%- for file, cells, number, line, count, has_more_lines in groups -%}
        {%- do files_to_leave.append(file) if has_more_lines -%}
    {%- endfor -%}
    {%- for file, cells, number, line, count, has_more_lines in groups
        if file not in files_to_leave -%}
        {%- set is_header = file not in headers -%}
        {#- Lines of several files are numbered on. -#}
        {%- set first = headers.setdefault(file, {
            'cells': cells, 'before': 0 if file == path else number - 1,
        }) -%}
        {%- set header = first.cells -%}
        {%- set other = [';', '\t', '|', ','] | reject('equalto', delimiter)
            | select('in', line | string) | first
            if header == 1 and is_header else none -%}
        {%- if other -%}
            {%- do problems.append(
                'the columns are separated by '
                ~ {';': 'semicolons', ',': 'commas', '\t': 'tabs', '|': 'bars'}[other]
                ~ ". Got: '" ~ lead_scoring._shortened([line], 300)[0] ~ "'"
            ) -%}
        {%- elif cells != header -%}
            {%- do problems.append(
                ('' if file == path else file ~ ', ') ~ 'line ' ~ (number - first.before)
                ~ ' has ' ~ cells
                ~ (' cell' if cells == 1 else ' cells') ~ ', and the header ' ~ header
                ~ ('; so have ' ~ (count - 1) ~ ' more' if count > 1 else '')
                ~ ". Got: '" ~ lead_scoring._shortened([line], 300)[0] ~ "'"
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not groups -%}
        {%- do problems.append('the file is empty') -%}
    {%- endif -%}
    {%- if problems -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: ' ~ path ~ ' cannot be read.\n  - ' ~ problems[:5] | join('\n  - ')
            ~ '\n  Allowed: ' ~ ('tabs' if delimiter == '\t' else 'commas')
            ~ ' between cells, as many of them as the header has; a text with one in it stands in'
            ~ ' double quotes.\n  Fix: edit ' ~ path ~ '.'
        ) -%}
    {%- endif -%}
{% endmacro %}
