{#
    A column as text without spaces at both ends: all spaces and line ends of Unicode (its property
    White_Space), the no-break space among them.

    Args:
        sql: the column.

    Example:
        {{ lead_scoring.trimmed('industry') }}
            ->  regexp_replace(cast(industry as string), '^[\s\p{Z}]+|[\s\p{Z}]+\z', '')
#}
{% macro trimmed(sql) %}
    {{ return(adapter.dispatch('trimmed', 'lead_scoring')(sql)) }}
{% endmacro %}

{#- The same for the text of a cell, in Jinja. -#}
{% macro trimmed_cell(text) %}
    {{ return(text.strip(lead_scoring._spaces())) }}
{% endmacro %}

{% macro _spaces() %}
    {#- \u alone: dbt 2 knows no \x in a text. -#}
    {{ return(
        ' \t\n\u000b\u000c\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007'
        ~ '\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000'
    ) }}
{% endmacro %}

{% macro _spaces_pattern(end='$') %}
    {%- set spaces = '[\\s\\x0b\\x85\\p{Z}]+' -%}
    {{ return(lead_scoring.text_literal('^' ~ spaces ~ '|' ~ spaces ~ end)) }}
{% endmacro %}

{#- For literals in which \u is an escape. -#}
{% macro _escaped_spaces() %}
    {{ return(
        " \\t\\n\\u000b\\f\\r\\u0085\\u00a0\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004\\u2005"
        ~ "\\u2006\\u2007\\u2008\\u2009\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
    ) }}
{% endmacro %}

{% macro default__trimmed(sql) %}
    {{ return(
        'trim(both ' ~ lead_scoring.text_literal(lead_scoring._spaces()) ~ ' from cast(' ~ sql
        ~ ' as ' ~ lead_scoring.type_text() ~ '))'
    ) }}
{% endmacro %}

{#- Looking for spaces takes long, and few texts have one at an end: what begins or ends before the
    first sign that is none, or has letters beyond ASCII. -#}
{% macro duckdb__trimmed(sql) %}
    {%- set text = sql ~ '::text' -%}
    {{ return(
        'case\n    when ' ~ text ~ " < '!' or (" ~ text ~ ")[-1] < '!' or strlen(" ~ text
        ~ ') > length(' ~ text ~ ')\n    then regexp_replace(' ~ text ~ ', '
        ~ lead_scoring._spaces_pattern() ~ ", '', 'g')\n    else " ~ text ~ '\nend'
    ) }}
{% endmacro %}

{% macro postgres__trimmed(sql) %}
    {{ return('trim(' ~ sql ~ "::text, e'" ~ lead_scoring._escaped_spaces() ~ "')") }}
{% endmacro %}

{#- Literals have no such escapes here. -#}
{% macro redshift__trimmed(sql) %}
    {{ return(
        'btrim(' ~ sql ~ '::' ~ lead_scoring.type_text() ~ ', '
        ~ lead_scoring.text_literal(lead_scoring._spaces()) ~ ')'
    ) }}
{% endmacro %}

{% macro snowflake__trimmed(sql) %}
    {{ return('trim(cast(' ~ sql ~ " as varchar), '" ~ lead_scoring._escaped_spaces() ~ "')") }}
{% endmacro %}

{% macro bigquery__trimmed(sql) %}
    {{ return(
        'regexp_replace(cast(' ~ sql ~ ' as string), ' ~ lead_scoring._spaces_pattern() ~ ", '')"
    ) }}
{% endmacro %}

{% macro clickhouse__trimmed(sql) %}
    {{ return(
        'replaceRegexpAll(toString(' ~ sql ~ '), ' ~ lead_scoring._spaces_pattern() ~ ", '')"
    ) }}
{% endmacro %}

{#- trim() with characters of one's own has this form only. -#}
{% macro trino__trimmed(sql) %}
    {%- set spaces = lead_scoring._escaped_spaces()
        .replace('\\u', '\\').replace('\\t', '\\0009').replace('\\n', '\\000a')
        .replace('\\f', '\\000c').replace('\\r', '\\000d') -%}
    {{ return("trim(both U&'" ~ spaces ~ "' from cast(" ~ sql ~ ' as varchar))') }}
{% endmacro %}

{#- To Java $ is also before a last line end. -#}
{% macro spark__trimmed(sql) %}
    {{ return(
        'regexp_replace(cast(' ~ sql ~ ' as string), ' ~ lead_scoring._spaces_pattern('\\z')
        ~ ", '')"
    ) }}
{% endmacro %}
