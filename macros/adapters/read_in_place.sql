{#
    What stands before the bracket of a CTE that many queries filter, so that each reads the table
    itself. DuckDB would otherwise plan one filter out of all of theirs, and with hundreds of rules
    spend most of the build on that.

    Example:
        events as {{ lead_scoring.read_in_place() }}( select … )
            ->  events as not materialized ( … )
#}
{% macro read_in_place() %}
    {{ return(adapter.dispatch('read_in_place', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__read_in_place() %}
    {{ return('') }}
{% endmacro %}

{% macro duckdb__read_in_place() %}
    {{ return('not materialized ') }}
{% endmacro %}

{#- Otherwise a CTE that several queries read is written out first, and read
    without indexes or workers. -#}
{% macro postgres__read_in_place() %}
    {{ return('not materialized ') }}
{% endmacro %}

{% macro redshift__read_in_place() %}
    {{ return('') }}
{% endmacro %}
