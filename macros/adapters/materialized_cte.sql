{#
    What stands before the bracket of a CTE that takes long and is read several times, so that it is
    worked out once.

    Example:
        repeated_ids as {{ lead_scoring.materialized_cte() }}( select … )
            ->  repeated_ids as materialized ( … )
#}
{% macro materialized_cte() %}
    {{ return(adapter.dispatch('materialized_cte', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__materialized_cte() %}
    {{ return('') }}
{% endmacro %}

{% macro duckdb__materialized_cte() %}
    {{ return('materialized ') }}
{% endmacro %}

{% macro postgres__materialized_cte() %}
    {{ return('materialized ') }}
{% endmacro %}

{% macro redshift__materialized_cte() %}
    {{ return('') }}
{% endmacro %}
