{#
    What stands before the bracket of a CTE that many queries filter, so that each reads the table
    itself. DuckDB would otherwise plan one filter out of all of theirs, and with hundreds of rules
    spend most of the build on that.

    Example:
        events as {{ lead_scoring.inlined_cte() }}( select … )
            ->  events as not materialized ( … )
#}
{% macro inlined_cte() %}
    {{ return(adapter.dispatch('inlined_cte', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__inlined_cte() %}
    {{ return('') }}
{% endmacro %}

{% macro duckdb__inlined_cte() %}
    {{ return('not materialized ') }}
{% endmacro %}

{#- Otherwise a CTE that several queries read is written out first, and read
    without indexes or workers. -#}
{% macro postgres__inlined_cte() %}
    {{ return('not materialized ') }}
{% endmacro %}

{% macro redshift__inlined_cte() %}
    {{ return('') }}
{% endmacro %}
