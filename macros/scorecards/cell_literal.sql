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
        {{ return(lead_scoring._read_number(cell)) }}
    {%- elif kind == 'day' -%}
        {{ return("date '" ~ cell ~ "'") }}
    {%- endif -%}
    {{ return(lead_scoring.text_literal(cell)) }}
{% endmacro %}
