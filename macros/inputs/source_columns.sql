{#
    The columns of an input's source: stated by a variable, or looked up. None where there is no
    source, or where it cannot be looked at (while parsing, or compiling without a warehouse).

    Args:
        input: 'leads', 'events', 'conversions', 'identities' or 'accounts'.
        source: its `input_source`.

    Example:
        {{ lead_scoring.source_columns('leads', lead_scoring.input_source('leads')) }}
            ->  [{'name': 'lead_id', 'data_type': 'VARCHAR', 'family': 'text'}, …]
#}
{% macro source_columns(input, source) %}
    {%- set stated = lead_scoring.stated_columns(input) -%}
    {%- if source is none or not execute -%}
        {{ return(none) }}
    {%- elif stated and not lead_scoring.is_text_file(source) -%}
        {{ return(stated) }}
    {%- elif not stated and not lead_scoring.can_query(source, 'lead_scoring__' ~ input) -%}
        {{ return(none) }}
    {%- endif -%}
    {{ return(lead_scoring.columns_of_source(source, stated, input)) }}
{% endmacro %}

{% macro columns_of_source(source, stated=none, input=none) %}
    {{ return(
        lead_scoring.file_columns(source.file, stated, input) if lead_scoring.is_text_file(source)
        else lead_scoring.columns_of(lead_scoring.from_source(source))
    ) }}
{% endmacro %}
