{#
    The data source of an input. The demo stands in only as a whole: with leads of one's own,
    an input that is not set is empty.

    Args:
        input: 'leads', 'events', 'conversions', 'identities' or 'accounts'.

    Example:
        {{ lead_scoring.input_source('events') }}  ->  {'relation': <demo_events>}
#}
{% macro input_source(input) %}
    {%- set is_demo = lead_scoring.setting('leads') is none -%}
    {%- set source = lead_scoring.data_source(input, 'demo_' ~ input if is_demo else none) -%}
    {%- if source is not none and 'lines' in source -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable lead_scoring__' ~ input ~ ' is no text. Got: ' ~ source.lines
            ~ ". Allowed: ref('model'), source('name', 'table'), a relation or a file."
            ~ ' Fix: edit lead_scoring__' ~ input ~ '.'
        ) -%}
    {%- endif -%}
    {{ return(source) }}
{% endmacro %}
