{#
    A cell of a scorecard table as a SQL literal, null where nothing is set.

    Args:
        cell: the cell's text or none.
        kind: 'text' (default), 'number' or 'day'.

    Example:
        {{ lead_scoring.cell_literal(group.max_points, 'number') }}  ->  30
#}
{% macro cell_literal(cell, kind='text') %}
    {%- if cell is none -%}
        {{ return('null') }}
    {%- elif kind == 'number' -%}
        {%- set number = lead_scoring._read_number(cell) -%}
        {%- set literal = lead_scoring.number_literal(number) -%}
        {#- Points have 2 decimals. What a cast does with a third differs between databases. -#}
        {{ return(
            'round(' ~ literal ~ ', 2)' if number.partition('.')[2] | length > 2 else literal
        ) }}
    {%- elif kind == 'day' -%}
        {{ return(lead_scoring.date_literal(cell)) }}
    {%- endif -%}
    {{ return(lead_scoring.text_literal(cell)) }}
{% endmacro %}
