{#
    What parts the answers in a text of several answers, in the form in which prepared texts have
    it.

    Example:
        {{ lead_scoring.list_separator() }}  ->  ;
#}
{% macro list_separator() %}
    {%- set value = lead_scoring.setting('list_separator') -%}
    {%- set separator = lead_scoring.folded(value) if value is string else '' -%}
    {%- if not separator or '\x00' in separator -%}
        {%- do exceptions.raise_compiler_error(
            "lead_scoring: the variable lead_scoring__list_separator cannot be read. Got: '"
            ~ value ~ "'. Allowed: a text of one sign or more that is not blank, such as ; or ,."
            ~ ' Fix: edit lead_scoring__list_separator.'
        ) -%}
    {%- endif -%}
    {{ return(separator) }}
{% endmacro %}
