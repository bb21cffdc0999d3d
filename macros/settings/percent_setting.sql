{#
    The value of a variable that is a share in percent, from 0 to 100, checked.

    Args:
        name: the variable without its prefix.

    Example:
        {{ lead_scoring.percent_setting('health_max_left_out_percent') }}  ->  50
#}
{% macro percent_setting(name) %}
    {%- set value = lead_scoring.setting(name) | string | trim -%}
    {%- set number = lead_scoring._read_number(value) -%}
    {%- if number is none or number | float < 0 or number | float > 100 -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable lead_scoring__' ~ name ~ " cannot be read. Got: '" ~ value
            ~ "'. Allowed: a number from 0 to 100. Fix: edit lead_scoring__" ~ name ~ '.'
        ) -%}
    {%- endif -%}
    {{ return(number) }}
{% endmacro %}
