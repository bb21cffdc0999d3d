{#
    Text that stays on its line of comment, whatever it holds.

    Args:
        text: any text.

    Example:
        -- {{ lead_scoring.comment_text(rule.description) }}
#}
{% macro comment_text(text) %}
    {%- set line = modules.re.sub(
        '[\\s\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]+', ' ', text
    )[:300] -%}
    {#- On Spark a backslash at the end goes on with the comment, and ${…} is put in before a
        statement is read. -#}
    {{ return(line.replace('${', '$ {') ~ ('.' if line.endswith('\\') else '')) }}
{% endmacro %}
