{#
    The configuration by which a table is found quickly by some of its columns, in the words of the
    adapter: an index, or the order in which rows are kept. Empty where there is nothing to say.

    Args:
        columns: names of columns that are never null, the most telling one first.

    Example (of a model):
        {{ config(lead_scoring.laid_out_by(['lead_id', 'scorecard_id'])) }}
#}
{% macro laid_out_by(columns) %}
    {{ return(adapter.dispatch('laid_out_by', 'lead_scoring')(columns)) }}
{% endmacro %}

{#- DuckDB keeps the least and the greatest value of each block of rows by itself. -#}
{% macro default__laid_out_by(columns) %}
    {{ return({}) }}
{% endmacro %}

{% macro postgres__laid_out_by(columns) %}
    {{ return({'indexes': [{'columns': columns}]}) }}
{% endmacro %}

{% macro redshift__laid_out_by(columns) %}
    {{ return({'dist': columns[0], 'sort': columns}) }}
{% endmacro %}

{% macro snowflake__laid_out_by(columns) %}
    {{ return({'cluster_by': columns}) }}
{% endmacro %}

{% macro bigquery__laid_out_by(columns) %}
    {{ return({'cluster_by': columns}) }}
{% endmacro %}

{#- Files of Delta; plain Spark's have no such order. -#}
{% macro databricks__laid_out_by(columns) %}
    {{ return({'liquid_clustered_by': columns}) }}
{% endmacro %}

{% macro clickhouse__laid_out_by(columns) %}
    {{ return({'order_by': columns}) }}
{% endmacro %}
