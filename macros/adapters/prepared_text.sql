{#
    Text as comparisons see it: trimmed of blanks, tabs and line ends, in lower case.

    Args:
        sql: the column.

    Example:
        {{ lead_scoring.prepared_text('industry') }}  ->  lower(trim(cast(industry as varchar)))
#}
{% macro prepared_text(sql) %}
    {{ return(adapter.dispatch('prepared_text', 'lead_scoring')(sql)) }}
{% endmacro %}

{% macro default__prepared_text(sql) %}
    {{ return('lower(trim(cast(' ~ sql ~ ' as ' ~ dbt.type_string() ~ ')))') }}
{% endmacro %}

{#- trim() looks at every letter, and few texts have a blank at an end: what sorts before the first
    sign that is none. -#}
{% macro duckdb__prepared_text(sql) %}
    {%- set text = sql ~ '::text' -%}
    {{ return(
        'lower(case when ' ~ text ~ " < '!' or (" ~ text ~ ")[-1] < '!' then trim(" ~ text
        ~ ", e' \\t\\r\\n') else " ~ text ~ ' end)'
    ) }}
{% endmacro %}

{% macro snowflake__prepared_text(sql) %}
    {{ return('lower(translate(trim(cast(' ~ sql ~ " as varchar), ' \\t\\r\\n'), 'Σİ', 'σi'))") }}
{% endmacro %}

{#- lower() would write the Σ at the end of a word in another way, and İ as two letters: `folded`
    and most databases go letter by letter. -#}
{% macro bigquery__prepared_text(sql) %}
    {{ return('lower(translate(trim(cast(' ~ sql ~ " as string), ' \\t\\r\\n'), 'Σİ', 'σi'))") }}
{% endmacro %}

{#- So would lowerUTF8(); lower() knows the letters of English only. -#}
{% macro clickhouse__prepared_text(sql) %}
    {{ return(
        "lowerUTF8(translateUTF8(trimBoth(toString(" ~ sql ~ "), ' \\t\\r\\n'), 'Σİ', 'σi'))"
    ) }}
{% endmacro %}

{% macro trino__prepared_text(sql) %}
    {{ return('lower(' ~ lead_scoring._trino_trimmed(sql) ~ ')') }}
{% endmacro %}

{#- trim() with characters of one's own has this form only, and a literal no escapes. -#}
{% macro _trino_trimmed(sql) %}
    {{ return("trim(both ' ' || chr(9) || chr(10) || chr(13) from cast(" ~ sql ~ ' as varchar))') }}
{% endmacro %}

{#-
    From PostgreSQL 17 on in a collation of its own, by which every database, whatever its locale,
    knows the same letters, lowers each by itself (as DuckDB does) and sorts by code point; from 18
    on in one that also knows the digits of all scripts, for has_word. The column keeps it. Before
    17 the database's locale decides: it must be one of UTF-8, and no C or POSIX.
-#}
{% macro postgres__prepared_text(sql) %}
    {%- set trimmed = 'trim(' ~ sql ~ "::text, e' \\t\\r\\n')" -%}
    {%- set version = lead_scoring._postgres_version() -%}
    {%- if version < 17 -%}
        {{ return('lower(' ~ trimmed ~ ')') }}
    {%- endif -%}
    {{ return(
        'lower(' ~ trimmed ~ ' collate pg_c_utf8)'
        ~ (' collate pg_unicode_fast' if version >= 18 else '')
    ) }}
{% endmacro %}

{#- The major version of the server; 0 where it cannot be asked, or the database's
    encoding is not UTF-8. -#}
{% macro _postgres_version() %}
    {%- if not execute or not flags.INTROSPECT -%}{{ return(0) }}{%- endif -%}
    {%- set answer = run_query(
        "select case getdatabaseencoding() when 'UTF8'"
        ~ " then current_setting('server_version_num')::int / 10000 else 0 end"
    ) -%}
    {{ return(answer.columns[0].values()[0] | int) }}
{% endmacro %}

{% macro redshift__prepared_text(sql) %}
    {{ return(
        'lower(btrim(' ~ sql ~ '::' ~ lead_scoring.type_text()
        ~ ", ' ' || chr(9) || chr(10) || chr(13)))"
    ) }}
{% endmacro %}

{#- Java lower-cases a whole text: it writes İ as two letters, Σ at the end of a word as ς, and I as
    its country does. Letter by letter, as elsewhere, there is one way. -#}
{% macro spark__prepared_text(sql) %}
    {{ return("lower(translate(btrim(cast(" ~ sql ~ " as string), ' \\t\\r\\n'), 'IİΣ', 'iiσ'))") }}
{% endmacro %}
