{#
    Text as comparisons see it: trimmed, lower case. Letter by letter, as SQL does it: Python alone
    would write the last letter of ΣΑΣ otherwise, and İ as two letters.

    Args:
        text: any text.

    Example:
        {{ lead_scoring.folded(' Technology ') }}  ->  technology
#}
{% macro folded(text) %}
    {%- set letters = [] -%}
    {%- for letter in lead_scoring.trimmed_cell(text) -%}
        {%- do letters.append((letter | lower)[0]) -%}
    {%- endfor -%}
    {{ return(letters | join) }}
{% endmacro %}
