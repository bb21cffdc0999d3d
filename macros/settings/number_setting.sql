{#
    The value of a variable that is a number of points, above 0, as text: no float touches points.

    Args:
        name: the variable without its prefix.

    Example:
        {{ lead_scoring.number_setting('notable_change') }}  ->  5
#}
{% macro number_setting(name) %}
    {%- set value = lead_scoring.setting(name) | string | trim -%}
    {%- set number = lead_scoring._read_number(value) -%}
    {%- if number is none or number | float <= 0 -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable lead_scoring__' ~ name ~ " cannot be read. Got: '" ~ value
            ~ "'. Allowed: a number above 0. Fix: edit lead_scoring__" ~ name ~ '.'
        ) -%}
    {%- endif -%}
    {{ return(number) }}
{% endmacro %}
