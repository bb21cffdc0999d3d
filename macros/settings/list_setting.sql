{#
    The value of a variable that is a list of texts, checked.

    Args:
        name: the variable without its prefix.

    Example:
        {{ lead_scoring.list_setting('outbound_event_types') }}
            ->  ['email_sent', 'email_delivered', …]
#}
{% macro list_setting(name) %}
    {%- set value = lead_scoring.setting(name) -%}
    {%- if value is string or value is mapping or value is not sequence
        or '\x00' in value | join -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable lead_scoring__' ~ name ~ " cannot be read. Got: '" ~ value
            ~ "'. Allowed: a list of texts without NUL characters. Fix: edit lead_scoring__" ~ name
            ~ '.'
        ) -%}
    {%- endif -%}
    {{ return(value) }}
{% endmacro %}
