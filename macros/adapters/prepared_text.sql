{#
    Text as comparisons see it: trimmed of blanks, tabs and line ends, in lower case.

    Args:
        sql: the column.

    Example:
        {{ lead_scoring.prepared_text('industry') }}  ->  lower(trim(industry::text, e' \t\r\n'))
#}
{% macro prepared_text(sql) %}
    {{ return(adapter.dispatch('prepared_text', 'lead_scoring')(sql)) }}
{% endmacro %}

{% macro default__prepared_text(sql) %}
    {{ return('lower(trim(cast(' ~ sql ~ ' as ' ~ dbt.type_string() ~ ')))') }}
{% endmacro %}

{% macro duckdb__prepared_text(sql) %}
    {{ return("lower(trim(" ~ sql ~ "::text, e' \\t\\r\\n'))") }}
{% endmacro %}

{% macro snowflake__prepared_text(sql) %}
    {{ return('lower(trim(cast(' ~ sql ~ " as varchar), ' \\t\\r\\n'))") }}
{% endmacro %}

{% macro bigquery__prepared_text(sql) %}
    {{ return('lower(trim(cast(' ~ sql ~ " as string), ' \\t\\r\\n'))") }}
{% endmacro %}

{#- Without UTF8 in its name lower() knows the letters of English only. -#}
{% macro clickhouse__prepared_text(sql) %}
    {{ return("lowerUTF8(trimBoth(toString(" ~ sql ~ "), ' \\t\\r\\n'))") }}
{% endmacro %}

{% macro trino__prepared_text(sql) %}
    {{ return('lower(' ~ lead_scoring._trino_trimmed(sql) ~ ')') }}
{% endmacro %}

{#- trim() with characters of one's own has this form only, and a literal no escapes. -#}
{% macro _trino_trimmed(sql) %}
    {{ return("trim(both ' ' || chr(9) || chr(10) || chr(13) from cast(" ~ sql ~ ' as varchar))') }}
{% endmacro %}
