{#
    The data source of an input. Where its variable is not set, an option (connectors) may fill
    it. Without any the demo stands in, but only as a whole: with leads of one's own an input that
    is not set is empty.

    Args:
        input: 'leads', 'events', 'conversions', 'identities' or 'accounts'.

    Example:
        {{ lead_scoring.input_source('events') }}  ->  {'relation': <demo_events>}
#}
{% macro input_source(input) %}
    {%- if input == 'accounts' and lead_scoring.accounts_come_from_leads() -%}
        {{ return(none) }}
    {%- endif -%}
    {%- set fills_in = 'demo_' ~ input if lead_scoring.is_demo()
        else lead_scoring.option_source(input) -%}
    {%- set source = lead_scoring.data_source(input, fills_in) -%}
    {%- if source is not none and 'lines' in source -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable lead_scoring__' ~ input ~ ' is no text. Got: '
            ~ source.lines ~ ". Allowed: ref('model'), source('name', 'table'), a relation or a"
            ~ ' file. Fix: edit lead_scoring__' ~ input ~ '.'
        ) -%}
    {%- endif -%}
    {{ return(source) }}
{% endmacro %}

{#- Whether the leads are the demo's. -#}
{% macro is_demo() %}
    {{ return(
        lead_scoring.setting('leads') is none and lead_scoring.option_source('leads') is none
    ) }}
{% endmacro %}

{#- The model with which an option fills an input, see `options_with`; none. -#}
{% macro option_source(input) %}
    {%- set sources = [] -%}
    {%- for option in lead_scoring.options_with('sources') -%}
        {%- do sources.append(option(input)) -%}
    {%- endfor -%}
    {%- set named = sources | reject('none') | list -%}
    {#- To Fusion default(none) is an empty text. -#}
    {{ return(named[0] if named else none) }}
{% endmacro %}
