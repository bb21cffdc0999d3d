{#
    What files hold, where the warehouse can read files of the machine that dbt runs on: on DuckDB.

    Args:
        path: the path of a file, or a pattern.

    Returns a list with a mapping for each file, none of them elsewhere or where no file is:
        path: its path
        text: its text; none if it is not UTF-8
        line, got: the first line that is not UTF-8, its number and its bytes

    Example:
        {{ lead_scoring.file_text('mine/rules.csv') }}
            ->  [{'path': 'mine/rules.csv', 'text': 'scorecard_id,rule_id,…'}]
#}
{% macro file_text(path) %}
    {{ return(
        adapter.dispatch('file_text', 'lead_scoring')(path) if execute and flags.INTROSPECT else []
    ) }}
{% endmacro %}

{% macro default__file_text(path) %}
    {{ return([]) }}
{% endmacro %}

{% macro duckdb__file_text(path) %}
    {%- set literal, files = lead_scoring.text_literal(path), [] -%}
    {%- set may_read = run_query("select current_setting('enable_external_access')").rows[0][0] -%}
    {%- if may_read | string | lower != 'true' or not lead_scoring.duckdb__file_exists(path) -%}
        {{ return([]) }}
    {%- elif path[-3:] | lower == '.gz' -%}
        {#- The reader of text does not unpack. -#}
        {%- set text = run_query(
            "select coalesce(string_agg(coalesce(line, ''), chr(10)), '') from read_csv(" ~ literal
            ~ ", columns = {'line': 'VARCHAR'}, auto_detect = false, header = false, delim = '',"
            ~ " quote = '', escape = '')"
        ).rows[0][0] -%}
        {{ return([{'path': path, 'text': text}]) }}
    {%- endif -%}
    {#- Bytes beyond ASCII are written \xC3 in it. The reader of text stops at one that it cannot
        read, and says neither which nor where. -#}
    {%- set letter = '\\\\x[0-7].|\\\\x[CD].\\\\x[89AB].|\\\\xE.(?:\\\\x[89AB].){2}'
        ~ '|\\\\xF[0-4](?:\\\\x[89AB].){3}' -%}
    {%- for file in run_query(
        'select filename, cast(content as varchar) from read_blob(' ~ literal ~ ') order by 1'
    ).rows -%}
        {%- set readable = modules.re.match('(?:[^\\\\]|' ~ letter ~ ')*', file[1]).group(0) -%}
        {%- if readable | length == file[1] | length -%}
            {%- set text = run_query(
                'select content from read_text(' ~ lead_scoring.text_literal(file[0]) ~ ')'
            ).rows[0][0] -%}
            {%- do files.append({'path': file[0], 'text': text or ''}) -%}
        {%- else -%}
            {%- set number = readable.split('\\x0A') | length -%}
            {%- set line = file[1].split('\\x0A')[number - 1] -%}
            {%- do files.append({
                'path': file[0], 'text': none, 'line': number, 'got': line.replace('\\x0D', ''),
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(files) }}
{% endmacro %}
