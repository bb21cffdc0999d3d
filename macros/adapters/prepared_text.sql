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
    {{ return('lower(translate(trim(cast(' ~ sql ~ " as varchar), ' \\t\\r\\n'), 'Σİ', 'σi'))") }}
{% endmacro %}

{#- lower() would write the Σ at the end of a word in another way, and İ as two letters: `folded` and most
    databases go letter by letter. -#}
{% macro bigquery__prepared_text(sql) %}
    {{ return('lower(translate(trim(cast(' ~ sql ~ " as string), ' \\t\\r\\n'), 'Σİ', 'σi'))") }}
{% endmacro %}

{#- So would lowerUTF8(); lower() knows the letters of English only. -#}
{% macro clickhouse__prepared_text(sql) %}
    {{ return("lowerUTF8(translateUTF8(trimBoth(toString(" ~ sql ~ "), ' \\t\\r\\n'), 'Σİ', 'σi'))") }}
{% endmacro %}
