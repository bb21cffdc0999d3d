{#
    The operators of the rule language: how many values each takes ('none', 'one', 'two' or
    'several', the last two separated by |; 'days': a number of days, `at_least` so many) and the
    families of columns it can look at.

    Example:
        {{ lead_scoring.operators()['between'] }}  ->  {'values': 'two', 'families': ['text', …]}
#}
{% macro operators() %}
    {%- set plain = ['text', 'number', 'boolean', 'date', 'timestamp', 'timestamp_tz'] -%}
    {%- set any = plain + ['list', 'other'] -%}
    {%- set ordered = ['text', 'number', 'date', 'timestamp', 'timestamp_tz'] -%}
    {%- set yes_no = ['boolean', 'text', 'number'] -%}
    {%- set dates = ['date', 'timestamp', 'timestamp_tz', 'text'] -%}
    {%- set answers = ['text', 'list'] -%}
    {{ return({
        '=': {'values': 'one', 'families': plain},
        '!=': {'values': 'one', 'families': plain},
        'in': {'values': 'several', 'families': plain},
        'not_in': {'values': 'several', 'families': plain},
        'is_not': {'values': 'one', 'families': plain},
        'not_one_of': {'values': 'several', 'families': plain},
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
        'includes_any': {'values': 'several', 'families': answers},
        'includes_all': {'values': 'several', 'families': answers},
        'includes_none': {'values': 'several', 'families': answers},
        'within_last_days': {'values': 'days', 'at_least': 1, 'families': dates},
        'older_than_days': {'values': 'days', 'at_least': 0, 'families': dates},
        'within_next_days': {'values': 'days', 'at_least': 1, 'families': dates},
        'is_null': {'values': 'none', 'families': any},
        'is_not_null': {'values': 'none', 'families': any},
        'is_true': {'values': 'none', 'families': yes_no},
        'is_false': {'values': 'none', 'families': yes_no},
    }) }}
{% endmacro %}

{#- Whether what an operator compares with is a day so far from the scoring date. -#}
{% macro is_relative(operator) %}
    {{ return(
        (operator or '') | lower in ('within_last_days', 'older_than_days', 'within_next_days')
    ) }}
{% endmacro %}
