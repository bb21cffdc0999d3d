{#
    One column of an input's contract, read from the source and brought to its type.

    Args:
        column: the column of the source (see `columns_of`), or none: the input has no such column.
        kind: 'id', 'text' or 'moment'.

    Example:
        {{ lead_scoring.staged_column({'name': 'created', 'family': 'text'}, 'moment') }}
            ->  a UTC timestamp; null where the text is no time (counted in scoring_input_audit)
#}
{% macro staged_column(column, kind) %}
    {%- set type = lead_scoring.type_moment() if kind == 'moment' else lead_scoring.type_text() -%}
    {%- if not column -%}
        {{ return('cast(null as ' ~ type ~ ')') }}
    {%- elif kind == 'moment' -%}
        {{ return(lead_scoring.utc_timestamp(lead_scoring.quoted(column.name), column.family)) }}
    {%- endif -%}
    {{ return(
        lead_scoring.by_code_point('cast(' ~ lead_scoring.quoted(column.name) ~ ' as ' ~ type ~ ')')
    ) }}
{% endmacro %}
