{#
    Whether a prepared text holds another text.

    Args:
        sql: the column.
        literal: the other text as a SQL literal.

    Example:
        {{ lead_scoring.contains('page_path', "'pricing'") }}  ->  contains(page_path, 'pricing')
#}
{% macro contains(sql, literal) %}
    {{ return(adapter.dispatch('contains', 'lead_scoring')(sql, literal)) }}
{% endmacro %}

{% macro default__contains(sql, literal) %}
    {{ return('position(' ~ literal ~ ' in ' ~ sql ~ ') > 0') }}
{% endmacro %}

{% macro duckdb__contains(sql, literal) %}
    {{ return('contains(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{% macro snowflake__contains(sql, literal) %}
    {{ return('contains(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{% macro bigquery__contains(sql, literal) %}
    {{ return('strpos(' ~ sql ~ ', ' ~ literal ~ ') > 0') }}
{% endmacro %}

{% macro clickhouse__contains(sql, literal) %}
    {{ return('position(' ~ sql ~ ', ' ~ literal ~ ') > 0') }}
{% endmacro %}

{% macro spark__contains(sql, literal) %}
    {{ return(lead_scoring.duckdb__contains(sql, literal)) }}
{% endmacro %}
