{#
    What stands after `select` where rows are brought together by a column before anything is
    grouped by it: all groupings that follow are then local. Empty where a table lies on one
    machine.

    Args:
        column: name of the column.

    Example:
        select {{ lead_scoring.repartition_hint('lead_key') }}
            ->  select /*+ repartition(lead_key) */
#}
{% macro repartition_hint(column) %}
    {{ return(adapter.dispatch('repartition_hint', 'lead_scoring')(column)) }}
{% endmacro %}

{% macro default__repartition_hint(column) %}
    {{ return('') }}
{% endmacro %}

{% macro spark__repartition_hint(column) %}
    {{ return(' /*+ repartition(' ~ column ~ ') */') }}
{% endmacro %}
