{#
    Text as comparisons see it: without spaces at both ends, in lower case.

    Args:
        sql: the column.

    Example:
        {{ lead_scoring.prepared_text('industry') }}  ->  lower(trim(industry::text, ' …'))
#}
{% macro prepared_text(sql) %}
    {{ return(adapter.dispatch('prepared_text', 'lead_scoring')(sql)) }}
{% endmacro %}

{% macro default__prepared_text(sql) %}
    {{ return('lower(' ~ lead_scoring.trimmed(sql) ~ ')') }}
{% endmacro %}

{% macro snowflake__prepared_text(sql) %}
    {{ return('lower(translate(' ~ lead_scoring.trimmed(sql) ~ ", 'Σİ', 'σi'))") }}
{% endmacro %}

{#- lower() would write the Σ at the end of a word in another way, and İ as two letters: `folded`
    and most databases go letter by letter. -#}
{% macro bigquery__prepared_text(sql) %}
    {{ return('lower(translate(' ~ lead_scoring.trimmed(sql) ~ ", 'Σİ', 'σi'))") }}
{% endmacro %}

{#- So would lowerUTF8(); lower() knows the letters of English only. -#}
{% macro clickhouse__prepared_text(sql) %}
    {{ return('lowerUTF8(translateUTF8(' ~ lead_scoring.trimmed(sql) ~ ", 'Σİ', 'σi'))") }}
{% endmacro %}

{#-
    From PostgreSQL 17 on in a collation of its own, by which every database, whatever its locale,
    knows the same letters, lowers each by itself (as DuckDB does) and sorts by code point; from 18
    on in one that also knows the digits of all scripts, for has_word. The column keeps it. Before
    17 the database's locale decides: it must be one of UTF-8, and no C or POSIX.
-#}
{% macro postgres__prepared_text(sql) %}
    {%- set trimmed = lead_scoring.trimmed(sql) -%}
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
    {{ return(lead_scoring.default__prepared_text(sql)) }}
{% endmacro %}

{#- Java lower-cases a text at once: it writes İ as two letters, Σ at the end of a word as ς, and
    I as its country does. Letter by letter, as elsewhere, there is one way. -#}
{% macro spark__prepared_text(sql) %}
    {{ return('lower(translate(' ~ lead_scoring.trimmed(sql) ~ ", 'IİΣ', 'iiσ'))") }}
{% endmacro %}
