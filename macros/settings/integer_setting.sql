{#
    The value of a variable that is a number of days or rows, checked.

    Args:
        name: the variable without its prefix.
        least: the smallest number that makes sense.

    Example:
        {{ lead_scoring.integer_setting('dormant_after_days') }}  ->  90
#}
{% macro integer_setting(name, least=1) %}
    {%- set value = lead_scoring.setting(name) | string | trim -%}
    {%- set number = lead_scoring._read_integer(value) -%}
    {%- if number is none or number < least -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable lead_scoring__' ~ name ~ " cannot be read. Got: '" ~ value
            ~ "'. Allowed: a whole number, at least " ~ least ~ ". Fix: edit lead_scoring__" ~ name
            ~ '.'
        ) -%}
    {%- endif -%}
    {{ return(number) }}
{% endmacro %}
