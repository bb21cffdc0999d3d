{#
    Conditions joined by a word, in brackets where there are several.

    Args:
        conditions: a list.
        word: 'or' or 'and'.

    Example:
        {{ lead_scoring.any_or_all(['a = 1', 'b = 2'], 'or') }}  ->  (a = 1 or b = 2)
#}
{% macro any_or_all(conditions, word) %}
    {%- if conditions | length == 1 -%}
        {{ return(conditions[0]) }}
    {%- endif -%}
    {{ return('(' ~ conditions | join(' ' ~ word ~ ' ') ~ ')') }}
{% endmacro %}
