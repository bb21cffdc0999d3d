{#
    The value of a variable that takes one of a few words; none if it is not set.

    Args:
        name: the variable without its prefix.
        allowed: the words; true and false for yes and no.

    Example:
        {{ lead_scoring.choice('stitch', ['retroactive', 'from_link']) }}  ->  retroactive
#}
{% macro choice(name, allowed) %}
    {%- set value = lead_scoring.setting(name) -%}
    {%- if value is not none and value not in allowed -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the variable lead_scoring__' ~ name ~ " is unknown. Got: '" ~ value
            ~ "'. Allowed: " ~ allowed | join(', ') | lower
            ~ '. Fix: edit lead_scoring__' ~ name ~ '.'
        ) -%}
    {%- endif -%}
    {{ return(value) }}
{% endmacro %}
