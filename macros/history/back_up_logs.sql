{#
    Copies all logs into another schema, and `restore_logs` brings them back: all or none where the
    warehouse has transactions. Copies that are there already are replaced. Commands, for what no
    build can make anew.

    Args:
        schema: where the copies are.
        database: its database; none: that of each log.

    Example:
        dbt run-operation lead_scoring.back_up_logs --args '{schema: lead_scoring_backup}'
#}
{% macro back_up_logs(schema, database=none) %}
    {%- for log in lead_scoring.logs(schema, database) -%}
        {%- if not log.is_there -%}
            {%- do exceptions.raise_compiler_error(
                'lead_scoring: there is no log to back up. Got: ' ~ log.relation
                ~ ', which is not there. Fix: build first, with the same variables and target.'
            ) -%}
        {%- endif -%}
        {%- do adapter.create_schema(log.backup) if loop.first -%}
        {%- do lead_scoring.replace_by_copy(log.backup, log.relation) -%}
    {%- endfor -%}
    {%- do adapter.commit() -%}
{% endmacro %}

{% macro restore_logs(schema, database=none) %}
    {%- for log in lead_scoring.logs(schema, database) -%}
        {%- if not log.has_backup -%}
            {%- do exceptions.raise_compiler_error(
                'lead_scoring: there is no copy to restore. Got: ' ~ log.backup
                ~ ', which is not there. Fix: name the schema that back_up_logs wrote to.'
            ) -%}
        {%- endif -%}
        {%- do adapter.create_schema(log.relation) if loop.first -%}
        {%- do lead_scoring.replace_by_copy(log.relation, log.backup) -%}
    {%- endfor -%}
    {%- do adapter.commit() -%}
{% endmacro %}

{#- Every log of the project, where it and its copy are, and whether they are there. -#}
{% macro logs(schema, database=none) %}
    {%- set logs = [] -%}
    {%- for node in graph.nodes.values() if 'lead_scoring_log' in node.tags -%}
        {%- set relation = api.Relation.create(
            database=node.database, schema=node.schema, identifier=node.alias, type='table'
        ) -%}
        {%- set backup = api.Relation.create(
            database=database or node.database, schema=schema, identifier=node.alias, type='table'
        ) -%}
        {%- do logs.append({
            'relation': relation,
            'is_there': load_relation(relation) is not none,
            'backup': backup,
            'has_backup': load_relation(backup) is not none,
        }) -%}
    {%- endfor -%}
    {{ return(logs | sort(attribute='relation.identifier')) }}
{% endmacro %}

{#- A table anew, as a copy of another one. -#}
{% macro replace_by_copy(relation, source) %}
    {#- Begins the transaction that ends with the last copy: run_query would begin none. -#}
    {%- call statement('begin', auto_begin=true) -%}
        select 1 as one
    {%- endcall -%}
    {%- do adapter.drop_relation(relation) -%}
    {%- call statement('copy') -%}
        create table {{ relation }}{{ lead_scoring.engine_of_copy() }} as
        select * from {{ source }}
    {%- endcall -%}
{% endmacro %}

{% macro engine_of_copy() %}
    {{ return(adapter.dispatch('engine_of_copy', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__engine_of_copy() %}
    {{ return('') }}
{% endmacro %}

{% macro clickhouse__engine_of_copy() %}
    {{ return(' engine = MergeTree order by tuple()') }}
{% endmacro %}
