{#
    Texts as a list of SQL literals.

    Args:
        texts: a list of texts.

    Example:
        {{ lead_scoring.text_literals(['call', "it's"]) }}  ->  ["'call'", "'it''s'"]
#}
{% macro text_literals(texts) %}
    {%- set literals = [] -%}
    {%- for text in texts -%}
        {%- do literals.append(lead_scoring.text_literal(text)) -%}
    {%- endfor -%}
    {{ return(literals) }}
{% endmacro %}
