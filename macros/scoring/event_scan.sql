{#
    How the event table is read: 'one_query_per_rule' (a filtered aggregate for each rule: a column
    store skips what a rule does not look at) or 'one_pass' (one aggregate with a column for each
    rule: a row store or a cluster reads and shuffles the events once).

    The variable `lead_scoring__event_scan`; without it the adapter's faster way.

    Example:
        {{ lead_scoring.event_scan() }}  ->  one_query_per_rule
#}
{% macro event_scan() %}
    {%- set chosen = lead_scoring.choice('event_scan', ['one_query_per_rule', 'one_pass']) -%}
    {{ return(chosen or adapter.dispatch('event_scan', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__event_scan() %}
    {{ return('one_pass') }}
{% endmacro %}

{% macro duckdb__event_scan() %}
    {{ return('one_query_per_rule') }}
{% endmacro %}

{#-
    A pass that evaluates the conditions of all rules for each row costs more processor time than the
    reading that it saves; and a query may have no more than 1664 columns.
-#}
{% macro postgres__event_scan() %}
    {{ return('one_query_per_rule') }}
{% endmacro %}

{% macro redshift__event_scan() %}
    {{ return('one_pass') }}
{% endmacro %}
