{#
    Columns of a table that a connector landed, under their own names and with fixed types, as the
    body of an import CTE. What a connector lands depends on what was chosen and on what there is: a
    column that is not there is null, a table that is not there has no rows.

    Args:
        connector: e.g. 'hubspot'.
        table: a table of its source.
        columns: name of a column, or `name as another`, -> 'text', 'moment', 'number' or 'flag'.
        further: names of further columns, see `further_columns`; they come as they are.
        is_needed: whether it is an error if the table is not there.

    Example:
        with contacts as (
            {{ lead_scoring.landed('hubspot', 'contact', {'id': 'text', 'createdate': 'moment'}) }}
        )
#}
{% macro landed(connector, table, columns, further=[], is_needed=false) %}
    {%- set found = lead_scoring.landed_columns(connector, table, is_needed) -%}
    {%- set selected = [] -%}
    {%- for name, kind in columns.items() -%}
        {%- set theirs, ours = name.split(' as ')[0], name.split(' as ')[-1] -%}
        {%- do selected.append(
            lead_scoring.landed_column((found or {}).get(theirs), theirs, kind, found is none)
            ~ ' as ' ~ ours
        ) -%}
    {%- endfor -%}
    {%- for column in further -%}
        {%- do selected.append(
            column.sql if column.sql == column.name else column.sql ~ ' as ' ~ column.name
        ) -%}
    {%- endfor -%}
select
        {{ selected | join(',\n        ') }}
    {%- if found is none or found %}
    from {{ source('lead_scoring_' ~ connector, table).render() }}
    {%- else %}
    from (select 1 as nothing) as no_table
    where 1 = 0
    {%- endif %}
{%- endmacro %}

{#-
    The columns of a landed table, by name in lower case: none while nobody can look, empty where
    there is no such table.
-#}
{% macro landed_columns(connector, table, is_needed=false) %}
    {#- Named before any guard: this is what tells dbt of the dependency. -#}
    {%- set relation = source('lead_scoring_' ~ connector, table) -%}
    {%- if not execute or not flags.INTROSPECT -%}
        {{ return(none) }}
    {%- elif not lead_scoring._is_in_warehouse(relation) -%}
        {%- if is_needed
            and flags.WHICH in ('run', 'build', 'test', 'snapshot', 'run-operation', 'retry') -%}
            {%- do exceptions.raise_compiler_error(
                'lead_scoring: the connector ' ~ connector ~ ' has no table ' ~ table ~ '. Got: '
                ~ relation.render() ~ '. Fix: say in lead_scoring__connectors where its tables are,'
                ~ ' e.g. {' ~ connector ~ ': {schema: ' ~ connector ~ '}}.'
            ) -%}
        {%- endif -%}
        {{ return({}) }}
    {%- endif -%}
    {%- set columns = {} -%}
    {%- for column in lead_scoring.columns_of(relation.render()) -%}
        {%- do columns.update({column.name | lower: column}) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}

{#- One column brought to its type; null where it is not there. -#}
{% macro landed_column(column, name, kind, is_unseen=false) %}
    {%- set types = {
        'text': lead_scoring.type_text(), 'moment': lead_scoring.type_moment(),
        'number': lead_scoring.type_decimal(18, 2), 'flag': dbt.type_boolean(),
    } -%}
    {%- if not column and not is_unseen -%}
        {{ return('cast(null as ' ~ types[kind] ~ ')') }}
    {%- endif -%}
    {%- set sql = lead_scoring.quoted(column.name) if column else name -%}
    {%- set family = column.family if column else none -%}
    {%- if kind == 'moment' -%}
        {{ return(lead_scoring.utc_timestamp(sql, family or 'timestamp')) }}
    {%- elif kind == 'number' and family == 'text' -%}
        {{ return(
            'cast(' ~ lead_scoring.number_or_null(lead_scoring.prepared_text(sql)) ~ ' as '
            ~ types.number ~ ')'
        ) }}
    {%- elif kind == 'flag' and family == 'text' -%}
        {{ return('case when ' ~ sql ~ ' is not null then ' ~ lead_scoring.in_list(
            lead_scoring.prepared_text(sql),
            lead_scoring.text_literals(lead_scoring.yes_no_words(true)),
        ) ~ ' end') }}
    {%- elif kind == 'flag' and family == 'number' -%}
        {%- set number = lead_scoring.finite_or_null(sql, column.data_type) -%}
        {{ return(number ~ ' <> 0') }}
    {%- elif kind == 'text' and column -%}
        {{ return(lead_scoring.text_of(sql, column.data_type)) }}
    {%- elif kind == 'number' and column -%}
        {%- set sql = lead_scoring.finite_or_null(sql, column.data_type) -%}
    {%- endif -%}
    {{ return('cast(' ~ sql ~ ' as ' ~ types[kind] ~ ')') }}
{% endmacro %}
