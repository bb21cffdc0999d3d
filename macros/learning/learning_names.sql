{#
    Attributes and event types that a variable names, as comparisons see them.

    Args:
        name: the variable without its prefix; a list, or a mapping whose keys are the names.

    Example:
        {{ lead_scoring.learning_names('learn_without') }}  ->  ['gender', 'nationality']
#}
{% macro learning_names(name) %}
    {%- set value = lead_scoring.setting(name) -%}
    {%- set names = [] -%}
    {%- for name in (
        value.keys() | list if value is mapping else lead_scoring.list_setting(name)
    ) -%}
        {%- do names.append(lead_scoring.folded(name | string)) -%}
    {%- endfor -%}
    {{ return(names) }}
{% endmacro %}
