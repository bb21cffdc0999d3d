{#
    Text from a cell as a SQL literal. The only way for a cell's text into SQL.

    Args:
        text: any text without NUL (the scorecard check refuses that one character).

    Example:
        {{ lead_scoring.text_literal("it's") }}  ->  'it''s'
#}
{% macro text_literal(text) %}
    {{ return(adapter.dispatch('text_literal', 'lead_scoring')(text | string)) }}
{% endmacro %}

{% macro default__text_literal(text) %}
    {%- set quoted = "'" ~ text.replace("'", "''") ~ "'" -%}
    {%- if '\n' in text or '\r' in text -%}
        {#- Written on one line, so that indenting compiled SQL never touches a value. -#}
        {%- set quoted = 'e'
            ~ quoted.replace('\\', '\\\\').replace('\n', '\\n').replace('\r', '\\r') -%}
    {%- endif -%}
    {{ return(quoted) }}
{% endmacro %}

{#- These read a backslash as an escape. -#}
{% macro bigquery__text_literal(text) %}
    {{ return(
        "'"
        ~ text.replace('\\', '\\\\').replace("'", "\\'").replace('\n', '\\n').replace('\r', '\\r')
        ~ "'"
    ) }}
{% endmacro %}

{#- Spark puts its own settings and variables of the machine in for ${…} before
    it reads a statement. -#}
{% macro spark__text_literal(text) %}
    {{ return(lead_scoring.bigquery__text_literal(text).replace('${', '\\u0024{')) }}
{% endmacro %}

{% macro snowflake__text_literal(text) %}
    {{ return(
        "'"
        ~ text.replace('\\', '\\\\').replace("'", "''").replace('\n', '\\n').replace('\r', '\\r')
        ~ "'"
    ) }}
{% endmacro %}

{% macro clickhouse__text_literal(text) %}
    {{ return(lead_scoring.snowflake__text_literal(text)) }}
{% endmacro %}

{#- A backslash is an escape only in a literal that begins with U&. -#}
{% macro trino__text_literal(text) %}
    {%- set quoted = "'" ~ text.replace("'", "''") ~ "'" -%}
    {%- if '\n' in text or '\r' in text -%}
        {%- set quoted = 'U&'
            ~ quoted.replace('\\', '\\\\').replace('\n', '\\000A').replace('\r', '\\000D') -%}
    {%- endif -%}
    {{ return(quoted) }}
{% endmacro %}

{#- What a backslash means in a plain literal is a setting of the database; in e'…'
    it is an escape. -#}
{% macro postgres__text_literal(text) %}
    {%- set escaped = lead_scoring.snowflake__text_literal(text) -%}
    {{ return(('e' if '\\' in escaped else '') ~ escaped) }}
{% endmacro %}

{% macro redshift__text_literal(text) %}
    {{ return(lead_scoring.snowflake__text_literal(text)) }}
{% endmacro %}
