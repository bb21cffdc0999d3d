{#
    What stands after the `from` of a CTE that `materialized_cte` is about, where no word before its
    bracket says so: a condition that always holds. Spark writes out a CTE wherever it is read,
    unless two readings of it could differ.

    Args:
        word: 'where', or 'and' after other conditions.

    Example:
        copies as {{ lead_scoring.materialized_cte() }}(
            select … from events{{ lead_scoring.materialized_cte_condition() }}
        )
            ->  copies as ( select … from events where rand() >= 0 )
#}
{% macro materialized_cte_condition(word='where') %}
    {{ return(adapter.dispatch('materialized_cte_condition', 'lead_scoring')(word)) }}
{% endmacro %}

{% macro default__materialized_cte_condition(word) %}
    {{ return('') }}
{% endmacro %}

{% macro spark__materialized_cte_condition(word) %}
    {{ return(' ' ~ word ~ ' rand() >= 0') }}
{% endmacro %}
