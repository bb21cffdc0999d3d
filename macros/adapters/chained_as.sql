{#
    How the links of identities are kept while chains of them are followed. Each step reads the one
    before twice: a view where a CTE that is read twice is worked out once; elsewhere a table, for the
    reads would double with every step.

    Example:
        {{ config(materialized = lead_scoring.chained_as()) }}  ->  table
#}
{% macro chained_as() %}
    {{ return(adapter.dispatch('chained_as', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__chained_as() %}
    {{ return('table') }}
{% endmacro %}

{% macro duckdb__chained_as() %}
    {{ return('view') }}
{% endmacro %}

{% macro postgres__chained_as() %}
    {{ return('view') }}
{% endmacro %}

{% macro snowflake__chained_as() %}
    {{ return('view') }}
{% endmacro %}
