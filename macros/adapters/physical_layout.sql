{#
    The configuration by which a table is found quickly by some of its columns, in the words of the
    adapter: an index, or the order in which rows are kept. Empty where there is nothing to say.

    Args:
        columns: names of columns that are never null, the most telling one first.

    Example (of a model):
        {{ config(lead_scoring.physical_layout(['lead_id', 'scorecard_id'])) }}
#}
{% macro physical_layout(columns) %}
    {{ return(adapter.dispatch('physical_layout', 'lead_scoring')(columns)) }}
{% endmacro %}

{#- DuckDB keeps the least and the greatest value of each block of rows by itself. -#}
{% macro default__physical_layout(columns) %}
    {{ return({}) }}
{% endmacro %}

{% macro postgres__physical_layout(columns) %}
    {{ return({'indexes': [{'columns': columns}]}) }}
{% endmacro %}

{% macro redshift__physical_layout(columns) %}
    {{ return({'dist': columns[0], 'sort': columns}) }}
{% endmacro %}

{% macro snowflake__physical_layout(columns) %}
    {{ return({'cluster_by': columns}) }}
{% endmacro %}

{% macro bigquery__physical_layout(columns) %}
    {{ return({'cluster_by': columns}) }}
{% endmacro %}

{#- Files of Delta; plain Spark's have no such order. -#}
{% macro databricks__physical_layout(columns) %}
    {{ return({'liquid_clustered_by': columns}) }}
{% endmacro %}

{% macro clickhouse__physical_layout(columns) %}
    {{ return({'order_by': columns}) }}
{% endmacro %}
