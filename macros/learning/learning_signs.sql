{#
    The attributes and event types whose lines have one sign:
    {'positive': names, 'negative': names}, as comparisons see them.

    Example:
        {{ lead_scoring.learning_signs() }}
            ->  {'positive': ['page_view'], 'negative': ['unsubscribed']}
#}
{% macro learning_signs() %}
    {%- set value = lead_scoring.setting('learn_signs') -%}
    {%- set signs = {'positive': [], 'negative': []} -%}
    {%- set is_wrong = value is not mapping -%}
    {%- if not is_wrong -%}
        {%- for name, sign in value.items() if sign in signs -%}
            {%- do signs[sign].append(lead_scoring.folded(name | string)) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if is_wrong or signs.positive | length + signs.negative | length != value | length -%}
        {%- do exceptions.raise_compiler_error(
            "lead_scoring: the variable lead_scoring__learn_signs cannot be read. Got: '" ~ value
            ~ "'. Allowed: {name: positive or negative}, each name an attribute or event type."
            ~ ' Fix: edit lead_scoring__learn_signs.'
        ) -%}
    {%- endif -%}
    {{ return(signs) }}
{% endmacro %}
