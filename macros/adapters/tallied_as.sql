{#
    How `int_lead_scoring__tallies` is kept for the rules that read it, each its own tally. DuckDB
    counts each of them just when it is read, from that tally's part of the event tallies alone; other
    warehouses shuffle once, for all of them.

    Example:
        {{ config(materialized = lead_scoring.tallied_as()) }}  ->  view
#}
{% macro tallied_as() %}
    {{ return(adapter.dispatch('tallied_as', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__tallied_as() %}
    {{ return('table') }}
{% endmacro %}

{% macro duckdb__tallied_as() %}
    {{ return('view') }}
{% endmacro %}
