{#
    The columns of a staged input: those of its contract under our names and types (ids as text,
    times as UTC timestamps without a zone), every further one as it is, but for NaN and infinite
    numbers, which are null; those of a CSV file, which is read as text, are brought to their types.

    Args:
        input: 'leads', 'events', 'conversions', 'identities' or 'accounts'.
        columns: the columns of the source, see `columns_of`; none: there is no source.

    Returns a list of columns as `columns_of` does, each with
        source: the source's column, none where the source has none
        sql: the expression that reads it

    Example:
        {{ lead_scoring.staged_columns('conversions', columns)[0] }}
            ->  {'name': 'lead_id', 'data_type': 'varchar', 'family': 'text',
                 'source': {…}, 'sql': …}
#}
{% macro staged_columns(input, columns) %}
    {%- set contract = lead_scoring.input_contract(input) -%}
    {%- set mapping = {} if columns is none else lead_scoring.column_mapping(input, columns) -%}
    {%- set staged, renamed = [], [] -%}
    {%- for name, column in contract.items() if name in mapping or column.is_required -%}
        {%- set is_timestamp = column.kind == 'moment' -%}
        {%- set value = lead_scoring.staged_column(mapping.get(name), column.kind) -%}
        {%- if is_timestamp and column.is_required and input != 'accounts' -%}
            {#- With another time that cannot be read a row has none. -#}
            {%- set other = lead_scoring.unreadable_time(contract, mapping, is_required=false) -%}
            {%- set value = value if other.startswith('cast(null')
                else 'case when ' ~ other ~ ' is null then ' ~ value ~ ' end' -%}
        {%- endif -%}
        {%- do staged.append({
            'name': name,
            'data_type': lead_scoring.type_utc_timestamp() if is_timestamp else dbt.type_string(),
            'family': 'timestamp' if is_timestamp else 'text',
            'source': mapping.get(name),
            'sql': value ~ ' as ' ~ name,
        }) -%}
    {%- endfor -%}
    {%- for name, column in mapping.items() -%}
        {%- do renamed.append(column.name) -%}
        {%- if name not in contract -%}
            {%- do staged.append(dict(
                column, name=name, source=column,
                sql=lead_scoring.staged_value(column) ~ ' as ' ~ lead_scoring.staged_name(name)
            )) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for column in columns or []
        if column.name not in renamed and column.name | lower not in contract -%}
        {%- set theirs = lead_scoring.staged_value(column) -%}
        {%- set ours = lead_scoring.staged_name(column.name) -%}
        {%- do staged.append(
            dict(column, source=column, sql=theirs if theirs == ours else theirs ~ ' as ' ~ ours)
        ) -%}
    {%- endfor -%}
    {{ return(staged) }}
{% endmacro %}

{#- A further column of the source as it is staged. -#}
{% macro staged_value(column) %}
    {%- set sql = lead_scoring.quoted(column.name) -%}
    {{ return(
        lead_scoring.cell_of_file(column) if column.is_in_file
        else lead_scoring.finite_or_null(sql, column.data_type)
    ) }}
{% endmacro %}
