{#
    The names of all tables and views of a schema, as the warehouse spells them, asked once a run.

    Args:
        relation: any relation of the schema.

    Example:
        {{ lead_scoring.table_names(source('lead_scoring_hubspot', 'contact')) }}
            ->  ['contact', 'company', 'deal', …]
#}
{% macro table_names(relation) %}
    {%- set memory = lead_scoring.run_memory() or {} -%}
    {%- set key = 'tables of ' ~ relation.include(identifier=false).render() -%}
    {%- if key not in memory -%}
        {%- do memory.update({key: adapter.dispatch('table_names', 'lead_scoring')(relation)}) -%}
    {%- endif -%}
    {{ return(memory[key]) }}
{% endmacro %}

{% macro default__table_names(relation) %}
    {%- set database = adapter.quote(relation.database) ~ '.' if relation.database else '' -%}
    {{ return(lead_scoring._table_names_in(database ~ 'information_schema.tables', relation)) }}
{% endmacro %}

{% macro duckdb__table_names(relation) %}
    {{ return(lead_scoring._table_names_in(
        'information_schema.tables', relation, ['lower(table_catalog) = '
        ~ lead_scoring.text_literal(relation.database | lower)] if relation.database else []
    )) }}
{% endmacro %}

{% macro snowflake__table_names(relation) %}
    {%- set database = relation.database ~ '.' if relation.database else '' -%}
    {{ return(lead_scoring._table_names_in(database ~ 'information_schema.tables', relation)) }}
{% endmacro %}

{% macro _table_names_in(tables, relation, conditions=[]) %}
    {{ return(run_query(
        'select table_name from ' ~ tables ~ ' where lower(table_schema) = '
        ~ lead_scoring.text_literal(relation.schema | lower)
        ~ (' and ' ~ conditions | join(' and ') if conditions else '') ~ ' order by table_name'
    ).columns[0].values() | list) }}
{% endmacro %}

{% macro spark__table_names(relation) %}
    {%- if not adapter.check_schema_exists(relation.database, relation.schema) -%}
        {{ return([]) }}
    {%- endif -%}
    {{ return(run_query(
        'show tables in ' ~ relation.include(identifier=false).render()
    ).columns[1].values() | list) }}
{% endmacro %}

{#- Its view of tables is one for each dataset. -#}
{% macro bigquery__table_names(relation) %}
    {%- if not adapter.check_schema_exists(relation.database, relation.schema) -%}
        {{ return([]) }}
    {%- endif -%}
    {{ return(run_query(
        'select table_name from ' ~ relation.include(identifier=false).render()
        ~ '.INFORMATION_SCHEMA.TABLES'
    ).columns[0].values() | list) }}
{% endmacro %}
