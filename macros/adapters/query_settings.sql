{#
    What is written behind a statement of a hook, so that it means what it means in a model: where
    settings belong to a query, dbt writes them behind that of the model alone.

    Example:
        insert into … select … {{ lead_scoring.query_settings() }}
            ->  insert into … select …
#}
{% macro query_settings() %}
    {{ return(adapter.dispatch('query_settings', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__query_settings() %}
    {{ return('') }}
{% endmacro %}

{% macro clickhouse__query_settings() %}
    {{ return(adapter.get_model_query_settings(model)) }}
{% endmacro %}
