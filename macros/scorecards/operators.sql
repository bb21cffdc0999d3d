{#
    The operators of the rule language: how many values each takes ('none', 'one', 'two' or
    'several', the last two separated by |) and the families of columns it can look at.

    Example:
        {{ lead_scoring.operators()['between'] }}  ->  {'values': 'two', 'families': ['text', …]}
#}
{% macro operators() %}
    {%- set any = ['text', 'number', 'boolean', 'date', 'timestamp', 'timestamp_tz', 'other'] -%}
    {%- set plain = any[:-1] -%}
    {%- set ordered = ['text', 'number', 'date', 'timestamp', 'timestamp_tz'] -%}
    {%- set yes_no = ['boolean', 'text', 'number'] -%}
    {{ return({
        '=': {'values': 'one', 'families': plain},
        '!=': {'values': 'one', 'families': plain},
        'in': {'values': 'several', 'families': plain},
        'not_in': {'values': 'several', 'families': plain},
        '<': {'values': 'one', 'families': ordered},
        '<=': {'values': 'one', 'families': ordered},
        '>': {'values': 'one', 'families': ordered},
        '>=': {'values': 'one', 'families': ordered},
        'between': {'values': 'two', 'families': ordered},
        'contains': {'values': 'several', 'families': ['text']},
        'not_contains': {'values': 'several', 'families': ['text']},
        'starts_with': {'values': 'several', 'families': ['text']},
        'ends_with': {'values': 'several', 'families': ['text']},
        'has_word': {'values': 'several', 'families': ['text']},
        'is_null': {'values': 'none', 'families': any},
        'is_not_null': {'values': 'none', 'families': any},
        'is_true': {'values': 'none', 'families': yes_no},
        'is_false': {'values': 'none', 'families': yes_no},
    }) }}
{% endmacro %}
