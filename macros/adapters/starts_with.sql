{#
    Whether a prepared text begins with another text.

    Args:
        sql: the column.
        literal: the other text as a SQL literal.

    Example:
        {{ lead_scoring.starts_with('page_path', "'/pricing'") }}
            ->  starts_with(page_path, '/pricing')
#}
{% macro starts_with(sql, literal) %}
    {{ return(adapter.dispatch('starts_with', 'lead_scoring')(sql, literal)) }}
{% endmacro %}

{% macro default__starts_with(sql, literal) %}
    {{ return('left(' ~ sql ~ ', length(' ~ literal ~ ')) = ' ~ literal) }}
{% endmacro %}

{% macro duckdb__starts_with(sql, literal) %}
    {{ return('starts_with(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{% macro snowflake__starts_with(sql, literal) %}
    {{ return('startswith(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{% macro bigquery__starts_with(sql, literal) %}
    {{ return('starts_with(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{% macro clickhouse__starts_with(sql, literal) %}
    {{ return('startsWith(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{% macro trino__starts_with(sql, literal) %}
    {{ return('starts_with(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{% macro spark__starts_with(sql, literal) %}
    {{ return('startswith(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}
