{#
    The columns of a relation or query: a list of {'name', 'data_type', 'family'}.

    Args:
        from_sql: what follows `from`.

    Example:
        {{ lead_scoring.columns_of('crm.contacts') }}
            ->  [{'name': 'lead_id', 'data_type': 'VARCHAR', 'family': 'text'}, …]
#}
{% macro columns_of(from_sql) %}
    {{ return(adapter.dispatch('columns_of', 'lead_scoring')(from_sql)) }}
{% endmacro %}

{% macro default__columns_of(from_sql) %}
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

{#-
    The adapter tells types in the words of its driver, which has none for a uuid or an enum: the
    server is asked instead, for the type of each column in a row that no row matches.
-#}
{% macro postgres__columns_of(from_sql) %}
    {%- set names = dbt.get_columns_in_query('select * from ' ~ from_sql) -%}
    {%- set types, columns = [], [] -%}
    {%- for name in names -%}
        {%- do types.append(
            '(' ~ loop.index0 ~ ', pg_typeof(source.' ~ lead_scoring.quoted(name) ~ ')::oid)'
        ) -%}
    {%- endfor -%}
    {%- set rows = run_query(
        "select types.position, case pg_type.typcategory when 'E' then 'enum' else"
        ~ ' format_type(coalesce(nullif(pg_type.typbasetype, 0), pg_type.oid), null) end'
        ~ ' as data_type from (select 1) as one'
        ~ ' left join (select * from ' ~ from_sql ~ ' limit 0) as source on true'
        ~ ' cross join lateral (values ' ~ types | join(', ') ~ ') as types (position, type_id)'
        ~ ' inner join pg_type on types.type_id = pg_type.oid order by types.position'
    ) if types else {'rows': []} -%}
    {%- for row in rows.rows -%}
        {%- do columns.append({
            'name': names[row[0] | int],
            'data_type': row[1],
            'family': lead_scoring.type_family(row[1]),
        }) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}

{% macro redshift__columns_of(from_sql) %}
    {{ return(lead_scoring.default__columns_of(from_sql)) }}
{% endmacro %}
