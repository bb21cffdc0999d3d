{#
    A name that was found among a relation's columns, as SQL: quoted, whatever letters it has.

    Args:
        name: the column's name, without a line break (`column_mapping` refuses those).

    Example:
        {{ lead_scoring.quoted('Lead "Source"') }}  ->  "Lead ""Source"""
#}
{% macro quoted(name) %}
    {{ return(adapter.dispatch('quoted', 'lead_scoring')(name)) }}
{% endmacro %}

{% macro default__quoted(name) %}
    {{ return(adapter.quote(name | replace('"', '""'))) }}
{% endmacro %}

{#- Backticks, and within them the escapes of a text. -#}
{% macro bigquery__quoted(name) %}
    {{ return('`' ~ name.replace('\\', '\\\\').replace('`', '\\`') ~ '`') }}
{% endmacro %}

{% macro clickhouse__quoted(name) %}
    {{ return(lead_scoring.bigquery__quoted(name)) }}
{% endmacro %}

{% macro spark__quoted(name) %}
    {{ return(adapter.quote(name | replace('`', '``'))) }}
{% endmacro %}
