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
    {%- set is_text_file = source is not none and 'file' in source
        and '.parquet' not in source.file | lower -%}
    {{ return('table' if is_text_file else 'view') }}
{% endmacro %}
