{#
    What stands after `select` where rows are brought together by a column before anything is
    grouped by it: all groupings that follow are then local. Empty where a table lies on one
    machine.

    Args:
        column: name of the column.

    Example:
        select {{ lead_scoring.brought_together('lead_key') }}
            ->  select /*+ repartition(lead_key) */
#}
{% macro brought_together(column) %}
    {{ return(adapter.dispatch('brought_together', 'lead_scoring')(column)) }}
{% endmacro %}

{% macro default__brought_together(column) %}
    {{ return('') }}
{% endmacro %}

{% macro spark__brought_together(column) %}
    {{ return(' /*+ repartition(' ~ column ~ ') */') }}
{% endmacro %}
