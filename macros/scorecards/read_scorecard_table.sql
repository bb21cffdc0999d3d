{#
    The lines of a scorecard table as they stand: a list of mappings, column -> cell. The only
    macro that queries scorecard tables; a unit test overrides it with a list.

    Args:
        table: one of `scorecard_columns()`.
        challenger: where the challenger's table is, as a variable says it; none: the table that
            scores.

    Example:
        {{ lead_scoring.read_scorecard_table('scorecard_groups') }}
            ->  [{'scorecard_id': 'b2b_software', 'group_id': 'job', 'axis': 'fit', …}, …]
#}
{% macro read_scorecard_table(table, challenger=none) %}
    {#- Before any guard: this is what tells dbt of the dependency. -#}
    {%- set is_demo = lead_scoring.setting('scorecards') is none and challenger is none -%}
    {%- set name = table if challenger is none else 'challenger' -%}
    {%- set source = lead_scoring.data_source(name, table if is_demo else none, challenger) -%}
    {%- if source is none -%}
        {{ return([]) }}
    {%- elif 'lines' in source -%}
        {{ return(lead_scoring._inline_lines(name, source.lines)) }}
    {%- elif not lead_scoring.can_query(source, 'lead_scoring__' ~ name) -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set rows = run_query('select * from ' ~ lead_scoring.from_source(source)) -%}
    {%- set names = rows.column_names | map('lower') | list -%}
    {%- set lines = [] -%}
    {%- for row in rows.rows -%}
        {%- do lines.append(dict(zip(names, row.values()))) -%}
    {%- endfor -%}
    {{ return(lines) }}
{% endmacro %}

{#- Lines written in a variable: a list of mappings, or a clear error. -#}
{% macro _inline_lines(name, lines) %}
    {%- set wrong = [] if lines is sequence and lines is not mapping else [lines] -%}
    {%- for line in ([] if wrong else lines) if line is not mapping -%}
        {%- do wrong.append(line) -%}
    {%- endfor -%}
    {%- if wrong -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable lead_scoring__' ~ name
            ~ " holds no lines. Got: '" ~ wrong[0]
            ~ "'. Allowed: a list of lines, each a mapping of column to cell."
            ~ ' Fix: edit lead_scoring__' ~ table ~ '.'
        ) -%}
    {%- endif -%}
    {{ return(lines) }}
{% endmacro %}
