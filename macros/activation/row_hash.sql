{#
    One text for the values of a row: it differs whenever one of them does, null and empty text
    included.

    Args:
        columns: SQL of the values, none of them text with a meaning of its own.

    Example:
        {{ lead_scoring.row_hash(['score', 'tier']) }}  ->  md5(…)
#}
{% macro row_hash(columns) %}
    {{ return(adapter.dispatch('hash_of', 'lead_scoring')(lead_scoring.row_text(columns))) }}
{% endmacro %}

{% macro default__hash_of(text) %}
    {{ return(dbt.hash(text)) }}
{% endmacro %}

{#- The function there gives bytes. -#}
{% macro clickhouse__hash_of(text) %}
    {{ return('lower(hex(MD5(' ~ text ~ ')))') }}
{% endmacro %}

{% macro trino__hash_of(text) %}
    {{ return('lower(to_hex(md5(to_utf8(' ~ text ~ '))))') }}
{% endmacro %}
