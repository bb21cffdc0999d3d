{#
    What stands before the bracket of a CTE that takes long and is read several times, so that it is
    worked out once.

    Example:
        repeated_ids as {{ lead_scoring.read_once() }}( select … )
            ->  repeated_ids as materialized ( … )
#}
{% macro read_once() %}
    {{ return(adapter.dispatch('read_once', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__read_once() %}
    {{ return('') }}
{% endmacro %}

{% macro duckdb__read_once() %}
    {{ return('materialized ') }}
{% endmacro %}

{% macro postgres__read_once() %}
    {{ return('materialized ') }}
{% endmacro %}

{% macro redshift__read_once() %}
    {{ return('') }}
{% endmacro %}
