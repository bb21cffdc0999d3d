{#
    The lines of a scorecard table that is a CSV file, and what is wrong with it as such: any such
    problem leaves a doubt which cell belongs to which column, so nothing more is read then.

    Args:
        table: the scorecard table.
        text: the file's text.
        path: how the file is named.
        delimiter: what stands between cells.

    Returns a mapping with `lines`, a list of mappings (column -> text, and `_place`), and
    `problems`. Lines without any cell are passed over.

    Example:
        {{ lead_scoring.csv_lines('scorecards', 'scorecard_id,entity\nb2b,lead\n', 'a.csv', ',') }}
            ->  {'lines': [{'scorecard_id': 'b2b', 'entity': 'lead', '_place': 'a.csv, line 2'}],
                 'problems': []}
#}
{% macro csv_lines(table, text, path, delimiter) %}
    {%- set records, problems = lead_scoring._csv_records(text, delimiter), [] -%}
    {%- if not records -%}
        {{ return({'lines': [], 'problems': [lead_scoring.problem(
            table, {'place': path}, none, 'the file is empty',
            'a line with the names of columns, and lines below it'
        )]}) }}
    {%- endif -%}
    {%- set names = [] -%}
    {%- for cell in records[0].cells -%}
        {%- do names.append(cell | trim | lower) -%}
    {%- endfor -%}
    {#- Spreadsheets leave columns without anything behind the last. -#}
    {%- set joined = names | join('\n') -%}
    {%- set width = names | length - joined | length + joined.rstrip('\n') | length -%}
    {%- set place = {'place': path ~ ', line ' ~ records[0].number} -%}
    {%- do problems.extend(lead_scoring.header_problems(
        table, names[:width], place, records[0].text, delimiter
    )) -%}
    {#- Lines below a header that cannot be read say nothing of their own. -#}
    {%- set is_readable = not problems -%}
    {%- set columns_in_words = names | length ~ ' cells, also where they are empty; a text with a'
        ~ ' comma in it stands in double quotes' -%}
    {%- set lines, too_many_or_few = [], [] -%}
    {%- for record in records -%}
        {%- set line = {'place': path ~ ', line ' ~ record.number} -%}
        {%- set cells = record.cells -%}
        {%- if record.broken_quote -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, none, 'a double quote in the line is none that opens or closes a cell',
                'double quotes around a whole cell, and two for one within it', record.text
            )) -%}
        {%- elif loop.first -%}
        {%- elif (cells | map('trim') | map('lower') | join('\n')).replace('\ufeff', '')
            == joined -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, none, 'the header stands twice', 'one header, in the first line',
                record.text.replace('\ufeff', '')
            )) -%}
        {%- elif cells | length != names | length -%}
            {%- do too_many_or_few.append({'record': record, 'line': line}) -%}
        {%- elif is_readable and cells[width:] | join | trim -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, none, 'the line has a cell for which the header has no name',
                columns_in_words, record.text
            )) -%}
        {%- else -%}
            {%- do lines.append(dict(zip(names[:width], cells), _place=line.place)) -%}
        {%- endif -%}
    {%- endfor -%}
    {#- Columns that cannot be told apart are one trouble, whatever lines have. -#}
    {%- for one in ([] if problems else too_many_or_few)[:5] -%}
        {%- set count = one.record.cells | length -%}
        {%- do problems.append(lead_scoring.problem(
            table, one.line, none,
            'the line has ' ~ count ~ (' cell' if count == 1 else ' cells')
            ~ ', and the header ' ~ names | length
            ~ (
                '; ' ~ (too_many_or_few | length - 5) ~ ' more lines have not as many either'
                if loop.index == 5 and too_many_or_few | length > 5 else ''
            ),
            columns_in_words, one.record.text
        )) -%}
    {%- endfor -%}
    {{ return({'lines': lines, 'problems': problems}) }}
{% endmacro %}

{#-
    The records of a CSV text, each with the `number` of its first line, its `cells`, its `text`,
    and whether it has a `broken_quote`.
-#}
{% macro _csv_records(text, delimiter) %}
    {%- set between = '[' ~ delimiter ~ ']|\r\n|\n|\r' -%}
    {%- set plain = '[^' ~ delimiter ~ '\r\n]*' -%}
    {%- set cells = modules.re.findall(
        '(?:"([^"]*(?:""[^"]*)*)"(' ~ plain ~ ')|(' ~ plain ~ '))(' ~ between ~ ')',
        (text[1:] if text[:1] == '\ufeff' else text) ~ '\n'
    ) -%}
    {%- set records = [] -%}
    {%- set at = namespace(number=1, first=1, cells=[], texts=[], broken_quote=false) -%}
    {%- for quoted, after, bare, end in cells -%}
        {#- A group that has no part in a match is none to dbt 2. -#}
        {%- set quoted, after, bare = quoted or '', after or '', bare or '' -%}
        {%- set text = bare if bare or not (quoted or after)
            else '"' ~ quoted ~ '"' ~ after -%}
        {%- do at.cells.append(bare or quoted.replace('""', '"') ~ after) -%}
        {%- do at.texts.append(text) -%}
        {%- if after | trim or bare[:1] == '"' -%}
            {%- set at.broken_quote = true -%}
        {%- endif -%}
        {%- if quoted -%}
            {%- set at.number = at.number
                + modules.re.findall('\r\n|\n|\r', quoted) | length -%}
        {%- endif -%}
        {%- if end != delimiter -%}
            {%- if at.cells | join | trim -%}
                {%- do records.append({
                    'number': at.first, 'cells': at.cells, 'text': at.texts | join(delimiter),
                    'broken_quote': at.broken_quote,
                }) -%}
            {%- endif -%}
            {%- set at.number = at.number + 1 -%}
            {%- set at.first, at.cells, at.texts = at.number, [], [] -%}
            {%- set at.broken_quote = false -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(records) }}
{% endmacro %}

{#-
    What is wrong with the names of a table's columns.

    Args:
        table: the scorecard table.
        names: its columns, in lower case.
        place: a mapping with the `place` of the names.
        text: the names as they stand there.
        delimiter: what should stand between them.
-#}
{% macro header_problems(table, names, place, text, delimiter=',') %}
    {%- set columns, others = lead_scoring.scorecard_columns()[table], [';', ',', '\t', '|'] -%}
    {%- set known, problems = names | select('in', columns) | list, [] -%}
    {%- if not known -%}
        {%- for other in others if other != delimiter and other in text -%}
            {%- set parts = text.replace('"', '').lower().split(other) | map('trim') -%}
            {%- if parts | select('in', columns) | list -%}
                {{ return([lead_scoring.problem(
                    table, place, none,
                    'the columns are separated by '
                    ~ {';': 'semicolons', ',': 'commas', '\t': 'tabs', '|': 'bars'}[other],
                    {',': 'commas', '\t': 'tabs'}.get(delimiter, delimiter), text
                )]) }}
            {%- endif -%}
        {%- endfor -%}
        {{ return([lead_scoring.problem(
            table, place, none, 'the header is missing: here are no names of columns',
            columns | join(', '), text
        )]) }}
    {%- endif -%}
    {%- for name in names | unique if names | select('equalto', name) | list | length > 1 -%}
        {%- do problems.append(lead_scoring.problem(
            table, place, none, 'the header has a column twice', 'each column once', name
        )) -%}
    {%- endfor -%}
    {%- if '' in names -%}
        {%- do problems.append(lead_scoring.problem(
            table, place, none, 'the header has a column without a name', 'a name for each', text
        )) -%}
    {%- endif -%}
    {%- for name in lead_scoring.scorecard_keys().get(table, columns[:1]) if name not in names -%}
        {%- do problems.append(lead_scoring.problem(
            table, place, none, 'the column ' ~ name ~ ' is missing', columns | join(', '), text
        )) -%}
    {%- endfor -%}
    {{ return(problems or lead_scoring.unknown_columns(table, names, place)) }}
{% endmacro %}

{#- A problem for each column without a meaning, but those that begin with an underscore: loaders
    add columns of their own, such as _row or _fivetran_synced. -#}
{% macro unknown_columns(table, names, place) %}
    {%- set columns, problems = lead_scoring.scorecard_columns()[table], [] -%}
    {%- for name in names | unique(case_sensitive=true)
        if name not in columns and (name | string)[:1] != '_' -%}
        {%- do problems.append(lead_scoring.problem(
            table, place, none, 'the table has a column that has no meaning', columns,
            name | string
        )) -%}
    {%- endfor -%}
    {{ return(problems) }}
{% endmacro %}
