{#
    The columns of loaded tables that a model does not map by itself: attributes for rules, under
    their own names. Of several tables it is the columns of all; one that is a number here and text
    there is text. Lists, structs and the like are left out where tables are put together.

    Args:
        tables: a list of {'connector', 'table', 'columns'}, `columns` being what the model maps.

    Returns one list for each table, fit for `loaded_table`: {'name', 'sqls', 'data_type'}, the same
    names in each; `sqls` has what gives the column in each of the table's parts, see
    `loaded_columns`: nothing for a table that is not there.

    Example:
        {{ lead_scoring.further_columns([
            {'connector': 'hubspot', 'table': 'contact', 'columns': used},
        ]) }}
            ->  [[{'name': '"property_hs_persona"', 'sqls': ['"property_hs_persona"']}, …]]
#}
{% macro further_columns(tables) %}
    {%- set lists, mapped, result = [], lead_scoring.lead_attributes() + ['email_type'], [] -%}
    {#- A field of somebody's own that is called so says nothing of the versions of the record. -#}
    {%- do mapped.extend(['record_type', 'valid_from', 'valid_to'])
        if tables | rejectattr('connector', 'equalto', 'product') | list -%}
    {%- for table in tables -%}
        {%- for part in lead_scoring.loaded_columns(table.connector, table.table) -%}
            {%- set used, found = [], [] -%}
            {%- for name in table.columns -%}
                {%- set column = lead_scoring.found_column(part, name.split(' as ')[0]) -%}
                {%- do used.append(column.name | lower) if column and not column.is_nested -%}
                {%- do mapped.append(name.split(' as ')[0]) -%}
            {%- endfor -%}
            {%- for name, column in (part.columns or {}).items()
                if name not in used and not modules.re.match(lead_scoring._bookkeeping(), name) -%}
                {%- do found.append(column) -%}
            {%- endfor -%}
            {%- do lists.append(found) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set common = lead_scoring.common_columns(lists, mapped) -%}
    {%- set taken = namespace(lists=0) -%}
    {%- for table in tables -%}
        {%- set parts = lead_scoring.loaded_columns(table.connector, table.table) | length -%}
        {%- set columns = [] -%}
        {#- A table that is not there has the columns of the others too, all null. -#}
        {%- for column in common[taken.lists if parts else 0] or [] -%}
            {%- set sqls, number = [], loop.index0 -%}
            {%- for list in common[taken.lists:taken.lists + parts] -%}
                {%- do sqls.append(list[number].sql) -%}
            {%- endfor -%}
            {%- do columns.append(
                {'name': column.name, 'sqls': sqls, 'data_type': column.data_type}
            ) -%}
        {%- endfor -%}
        {%- set taken.lists = taken.lists + parts -%}
        {%- do result.append(columns) -%}
    {%- endfor -%}
    {{ return(result) }}
{% endmacro %}

{#- Columns that a loader adds to say which rows are right, see `right_rows`. -#}
{% macro _bookkeeping() %}
    {{ return(
        '(_fivetran_(deleted|active|start|end)|_airbyte_|_ab_cdc_|_dlt_|_sdc_|dbt_valid|dbt_scd'
        ~ '|dbt_updated|dbt_is_deleted|__deleted|__start_at|__end_at|isdelete$|sinkcreatedon'
        ~ '|sinkmodifiedon)'
    ) }}
{% endmacro %}

{#-
    For each of several lists of columns (see `columns_of`) the names of all, in the same order,
    with the SQL that gives each there: as it is in one list alone, else brought to a type that fits
    all.
-#}
{% macro common_columns(lists, except=[]) %}
    {%- set families, names, common = {}, {}, [] -%}
    {%- for column in lists | sum(start=[]) if column.name | lower not in except -%}
        {%- set key = column.name | lower -%}
        {%- do families.update(
            {key: column.family if families.get(key, column.family) == column.family else 'text'}
        ) -%}
        {%- do names.update({key: names.get(key, lead_scoring.staged_name(column.name))}) -%}
    {%- endfor -%}
    {%- for columns in lists -%}
        {%- set there, types, selected = {}, {}, [] -%}
        {%- for column in columns -%}
            {%- do there.update({column.name | lower: lead_scoring.quoted(column.name)}) -%}
            {%- do types.update({column.name | lower: column.data_type}) -%}
        {%- endfor -%}
        {%- for key, name in names.items()
            if lists | length == 1 or families[key] not in ('list', 'other') -%}
            {%- do selected.append({
                'name': name,
                'sql': there[key] if lists | length == 1
                    else lead_scoring._in_family(there.get(key), families[key]),
                'data_type': types[key] if lists | length == 1
                    else lead_scoring._type_of_family(families[key]),
            }) -%}
        {%- endfor -%}
        {%- do common.append(selected) -%}
    {%- endfor -%}
    {{ return(common) }}
{% endmacro %}

{% macro _type_of_family(family) %}
    {{ return({
        'number': lead_scoring.type_double(), 'boolean': dbt.type_boolean(), 'date': 'date',
        'timestamp': lead_scoring.type_utc_timestamp(),
        'timestamp_tz': lead_scoring.type_utc_timestamp(),
    }.get(family, lead_scoring.type_text())) }}
{% endmacro %}

{% macro _in_family(sql, family) %}
    {%- if sql and family in ('timestamp', 'timestamp_tz') -%}
        {{ return(lead_scoring.utc_timestamp(sql, family)) }}
    {%- endif -%}
    {{ return(
        'cast(' ~ (sql or 'null') ~ ' as ' ~ lead_scoring._type_of_family(family) ~ ')'
    ) }}
{% endmacro %}

{#- The columns that the leads of every connector have, those of the demo's scorecards
    among them. -#}
{% macro lead_attributes() %}
    {{ return([
        'lead_id', 'created_at', 'account_id', 'email', 'job_title', 'department', 'industry',
        'country', 'region', 'employees', 'annual_revenue', 'lead_source', 'is_unsubscribed',
        'is_competitor',
    ]) }}
{% endmacro %}
