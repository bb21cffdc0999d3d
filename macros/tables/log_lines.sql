{#
    The lines of the log that is being built, as earlier runs left them; none on its first run.

    Args:
        position: where the log ends, see `log_position`.
        columns: column -> SQL type.

    Example:
        with log as ( {{ lead_scoring.log_lines(position, {'lead_id': 'varchar'}) }} )
#}
{% macro log_lines(position, columns) %}
    {%- if position.run_number -%}
        {{ return('select ' ~ columns.keys() | join(', ') ~ '\nfrom ' ~ this) }}
    {%- endif -%}
    {{ return(lead_scoring.inline_rows(columns, [])) }}
{% endmacro %}
