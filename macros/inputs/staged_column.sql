{#
    One column of an input's contract, read from the source and brought to its type.

    Args:
        column: the column of the source (see `columns_of`), or none: the input has no such column.
        kind: 'id', 'text' or 'moment'.

    Example:
        {{ lead_scoring.staged_column({'name': 'created', 'family': 'text'}, 'moment') }}
            ->  a UTC timestamp; null where the text is no time (counted in scoring_input_audit)
        {{ lead_scoring.staged_column({'name': 'contact', 'family': 'text'}, 'id') }}
            ->  the text of contact; null where it is blank
#}
{% macro staged_column(column, kind) %}
    {%- set type = lead_scoring.type_utc_timestamp() if kind == 'moment'
        else lead_scoring.type_text() -%}
    {%- if not column -%}
        {{ return('cast(null as ' ~ type ~ ')') }}
    {%- elif kind == 'moment' -%}
        {{ return(lead_scoring.utc_timestamp(
            lead_scoring.quoted(column.name), 'text' if column.is_in_file else column.family
        )) }}
    {%- elif column.is_in_file -%}
        {#- As it is written: 007 is not 7. But 77.0 is 77 where a tool wrote all ids so. -#}
        {%- set text = lead_scoring.quoted(column.name) -%}
        {%- set text = 'regexp_replace(' ~ text ~ ", '[.]0+ *$', '')" if column.has_fractions
            else text -%}
    {%- else -%}
        {%- set text = lead_scoring.text_of(
            lead_scoring.quoted(column.name), column.data_type
        ) -%}
    {%- endif -%}
    {#- A blank names nobody: events of all whose id is blank would otherwise be one lead's. -#}
    {%- if kind == 'id' and (column.family == 'text' or column.is_in_file) -%}
        {%- set text = lead_scoring.text_or_null(text) -%}
    {%- endif -%}
    {{ return(lead_scoring.by_code_point(text)) }}
{% endmacro %}
