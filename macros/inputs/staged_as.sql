{#
    How an input is staged: files of text are parsed once, into a table; everything else is only
    looked through.

    Args:
        input: 'leads', 'events', 'conversions', 'identities' or 'accounts'.

    Example:
        materialized = lead_scoring.staged_as('events')  ->  view
#}
{% macro staged_as(input) %}
    {%- set source = lead_scoring.input_source(input) -%}
    {{ return('table' if lead_scoring.is_text_file(source) else 'view') }}
{% endmacro %}
