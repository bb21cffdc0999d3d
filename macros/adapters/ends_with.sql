{#
    Whether a prepared text ends with another text.

    Args:
        sql: the column.
        literal: the other text as a SQL literal.

    Example:
        {{ lead_scoring.ends_with('domain', "'.edu'") }}  ->  ends_with(domain, '.edu')
#}
{% macro ends_with(sql, literal) %}
    {{ return(adapter.dispatch('ends_with', 'lead_scoring')(sql, literal)) }}
{% endmacro %}

{% macro default__ends_with(sql, literal) %}
    {{ return('right(' ~ sql ~ ', length(' ~ literal ~ ')) = ' ~ literal) }}
{% endmacro %}

{% macro duckdb__ends_with(sql, literal) %}
    {{ return('ends_with(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{% macro snowflake__ends_with(sql, literal) %}
    {{ return('endswith(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{% macro bigquery__ends_with(sql, literal) %}
    {{ return('ends_with(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{% macro clickhouse__ends_with(sql, literal) %}
    {{ return('endsWith(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}

{#- There is no right() here; substr() counts from the end, and gives nothing
    from before the beginning. -#}
{% macro trino__ends_with(sql, literal) %}
    {{ return('substr(' ~ sql ~ ', -length(' ~ literal ~ ')) = ' ~ literal) }}
{% endmacro %}

{% macro spark__ends_with(sql, literal) %}
    {{ return('endswith(' ~ sql ~ ', ' ~ literal ~ ')') }}
{% endmacro %}
