{#
    The columns of a relation or query: a list of {'name', 'data_type', 'family'}.

    Args:
        from_sql: what follows `from`.

    Example:
        {{ lead_scoring.columns_of('crm.contacts') }}
            ->  [{'name': 'lead_id', 'data_type': 'VARCHAR', 'family': 'text'}, …]
#}
{% macro columns_of(from_sql) %}
    {%- set query = 'select * from ' ~ from_sql -%}
    {%- set types = {} -%}
    {%- for column in adapter.get_column_schema_from_query(query) -%}
        {%- do types.update({column.name: column.data_type}) -%}
    {%- endfor -%}
    {%- set columns = [] -%}
    {#- Asked for apart: the schema of a struct is told field by field. -#}
    {%- for name in dbt.get_columns_in_query(query) -%}
        {%- set data_type = types.get(name, 'struct') -%}
        {%- do columns.append(
            {'name': name, 'data_type': data_type, 'family': lead_scoring.type_family(data_type)}
        ) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}
