{#
    The windows, in days, in which events are counted while learning.

    Example:
        {{ lead_scoring.learning_windows() }}  ->  [30]
#}
{% macro learning_windows() %}
    {%- set days = [] -%}
    {%- for value in lead_scoring.list_setting('learn_windows') -%}
        {%- set number = lead_scoring._read_integer(value | string | trim) -%}
        {%- if number is none or number < 1 -%}
            {%- do exceptions.raise_compiler_error(
                "lead_scoring: the variable lead_scoring__learn_windows cannot be read. Got: '"
                ~ value ~ "'. Allowed: whole numbers of days, at least 1."
                ~ ' Fix: edit lead_scoring__learn_windows.'
            ) -%}
        {%- endif -%}
        {%- do days.append(number) -%}
    {%- endfor -%}
    {{ return(days | unique | sort) }}
{% endmacro %}
