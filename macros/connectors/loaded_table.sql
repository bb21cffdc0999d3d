{#
    Columns of a table that a loader wrote, under the names of this project and with fixed types,
    as the body of an import CTE. What a loader lands depends on what was chosen and on what there
    is: a column that is not there is null, a table that is not there has no rows.

    Only what is true today is read: of several versions of a row (Fivetran's history mode, scd2,
    snapshots) the one in force, and no row that its loader marks as deleted. Tables of several
    connectors of one tool are put together; ids of all but the first get its name in front,
    `hubspot_eu:42`, and so does whatever else has the kind `id`.

    Args:
        tool: e.g. 'hubspot'.
        table: a table of its source. How loaders spell it stands in `spellings`.
        columns: name of a column, or `name as another` -> its kind: 'id', 'text', 'moment',
            'number', 'flag', each perhaps after 'needed ': then it is an error if a table that is
            there lacks it (by dlt the first alone); or 'prefix': what ids of the connector have in
            front.
        further: names of further columns, see `further_columns`; they come as they are.
        is_needed: whether it is an error if the table is not there.
        with_deleted: whether deleted rows come too.
        with_versions: whether all versions of a row come, with `valid_from` and `valid_to`; both
            are null where the table has one version of each row.

    Example:
        with contacts as (
            {{ lead_scoring.loaded_table('hubspot', 'contact', {
                'id': 'needed id', 'property_createdate': 'moment',
            }) }}
        )
#}
{% macro loaded_table(
    tool, table, columns, further=[], is_needed=false, with_deleted=false, with_versions=false
) %}
    {%- set parts, problems = lead_scoring.loaded_columns(tool, table, is_needed), [] -%}
    {%- for part in parts %}
        {%- set selected, conditions, lists = [], [], [] -%}
        {%- for name, kind in columns.items() -%}
            {%- set theirs, ours = name.split(' as ')[0], name.split(' as ')[-1] -%}
            {%- set column = lead_scoring.found_column(part, theirs) -%}
            {#- dlt makes a column once it has a value: it may be there tomorrow. -#}
            {%- if part.columns and not column and kind[:7] == 'needed '
                and (part.loaded_by != 'dlt' or loop.first) -%}
                {%- do problems.append(lead_scoring._missing_column(part, theirs)) -%}
            {%- endif -%}
            {%- do lists.append(column.list) if column and column.list -%}
            {%- do selected.append(
                lead_scoring.loaded_column(
                    column, theirs, kind.split(' ')[-1], part.columns is none, part.prefix
                ) ~ ' as ' ~ ours
            ) -%}
        {%- endfor -%}
        {%- for column in further -%}
            {%- set sql = column.sqls[part.number] -%}
            {%- do selected.append(sql if sql == column.name else sql ~ ' as ' ~ column.name) -%}
        {%- endfor -%}
        {%- do selected.extend(lead_scoring.version_columns(part)) if with_versions -%}
        {%- do conditions.extend(lead_scoring.right_rows(part, with_deleted, with_versions)) -%}
        {%- do conditions.append("listed_part <> ''") if lists -%}
        {%- set newest = part.appended and lead_scoring.load_order(part) -%}
        {%- do conditions.append('load_rank = 1') if newest %}
select
        {{ selected | join(',\n        ') }}
    {%- set rows = lead_scoring.newest_rows(part) if newest else part.relation %}
    from {{ rows if not lists else lead_scoring.listed_rows(rows, lists[0]) }}
    {{- ' as newest' if newest and not lists }}
    {%- if conditions %}
    where {{ conditions | join('\n        and ') }}
    {%- endif %}
    {{- '\n    union all' if not loop.last }}
    {%- else -%}
        {%- set selected = [] -%}
        {%- for name, kind in columns.items() -%}
            {%- do selected.append(
                lead_scoring.loaded_column(none, none, kind.split(' ')[-1]) ~ ' as '
                ~ name.split(' as ')[-1]
            ) -%}
        {%- endfor -%}
        {%- for column in further -%}
            {%- do selected.append(
                'cast(null as ' ~ column.data_type ~ ') as ' ~ column.name
            ) -%}
        {%- endfor -%}
        {%- do selected.extend(lead_scoring.version_columns({})) if with_versions %}
select
        {{ selected | join(',\n        ') }}
    from (select 1 as nothing) as no_table
    where 1 = 0
    {%- endfor -%}
    {%- if problems and lead_scoring._is_building() -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the connector ' ~ tool ~ ' lacks what it needs.\n  - '
            ~ problems | join('\n  - ')
            ~ '\n  Fix: load these columns too, or say in lead_scoring__connectors who loads the'
            ~ ' tables, e.g. {' ~ tool ~ ': {loaded_by: airbyte}}. Allowed: '
            ~ lead_scoring.loaders() | join(', ') ~ '.'
        ) -%}
    {%- endif -%}
{%- endmacro %}

{% macro _missing_column(part, name) %}
    {%- set there = [] -%}
    {%- for column in part.columns.values() -%}
        {%- do there.append(column.name) -%}
    {%- endfor -%}
    {{ return(
        'no column of ' ~ part.relation ~ ' is ' ~ name ~ '. Looked for: '
        ~ lead_scoring.spelled(part.tool, part.table, name, part.loaded_by) | join(', ')
        ~ '. Got: ' ~ there | join(', ')
    ) }}
{% endmacro %}

{% macro _is_building() %}
    {{ return(flags.WHICH in ('run', 'build', 'test', 'snapshot', 'run-operation', 'retry')) }}
{% endmacro %}

{#-
    Raises an error where none of some columns is there, though their tables are.

    Args:
        tool: e.g. 'hubspot'.
        columns: table -> a list of columns.
-#}
{% macro check_any_column(tool, columns) %}
    {%- set found, looked_for = [], [] -%}
    {%- for table, names in columns.items() -%}
        {%- for part in lead_scoring.loaded_columns(tool, table) -%}
            {%- for name in names -%}
                {%- do found.append(name)
                    if part.columns is none or lead_scoring.found_column(part, name) -%}
                {%- do looked_for.append(part.relation ~ ': ' ~ lead_scoring.spelled(
                    tool, table, name, part.loaded_by
                ) | join(', ')) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if looked_for and not found and lead_scoring._is_building() -%}
        {%- do exceptions.raise_compiler_error(
            'lead_scoring: the connector ' ~ tool ~ ' lacks what it needs for'
            ~ ' lead_scoring__conversion. Looked for:\n  - ' ~ looked_for | join('\n  - ')
            ~ '\n  Fix: load one of these columns, or edit lead_scoring__conversion.'
        ) -%}
    {%- endif -%}
{% endmacro %}

{#-
    The tables of all connectors of a tool that make up one table, each with its `relation` as SQL,
    `columns` (none while nobody can look), `loaded_by`, the `prefix` of its ids, and the `where`
    and `word` of its spelling.
-#}
{% macro loaded_columns(tool, table, is_needed=false) %}
    {#- Named before any guard: this is what tells dbt of the dependency. -#}
    {%- set declared = source('lead_scoring_' ~ tool, table) -%}
    {%- set memory = lead_scoring.run_memory() or {} -%}
    {%- set key, parts = 'loaded_table ' ~ tool ~ ' ' ~ table, [] -%}
    {%- set connections = lead_scoring.connections(tool) -%}
    {%- if not execute or not flags.INTROSPECT or not connections -%}
        {{ return([{
            'tool': tool, 'table': table, 'relation': declared.render(), 'columns': none,
            'loaded_by': none, 'prefix': '', 'where': none, 'word': none, 'number': 0,
            'appended': none,
        }]) }}
    {%- elif key in memory -%}
        {{ return(memory[key]) }}
    {%- endif -%}
    {%- for connection in connections -%}
        {%- set place = lead_scoring._place_of(connection, declared) -%}
        {%- set there = {} -%}
        {%- for name in lead_scoring.table_names(place) -%}
            {%- do there.update({lead_scoring._bare_name(name): name}) -%}
        {%- endfor -%}
        {%- for name in lead_scoring.table_names(place) -%}
            {%- do there.update({name | lower: name}) -%}
        {%- endfor -%}
        {%- set names = lead_scoring.spelled(tool, table, '', connection.loaded_by) -%}
        {%- set found = [] -%}
        {%- for name in names if not found -%}
            {%- for spelled in name.split(' + ') -%}
                {%- set bare = (connection.prefix or '')
                    ~ spelled.split(' as ')[0].split(' where ')[0] -%}
                {%- set actual = there.get(
                    bare | lower, there.get(lead_scoring._bare_name(bare))
                ) -%}
                {%- set actuals = lead_scoring.shards_of(bare, there.values() | unique | list)
                    if bare[-1:] == '#' else [actual] if actual else [] -%}
                {%- for actual in actuals -%}
                    {%- set relation = lead_scoring._relation_of(place, actual) -%}
                    {%- set columns = lead_scoring._columns_by_name(relation) -%}
                    {%- set loader = connection.loaded_by or lead_scoring.loader_of(columns) -%}
                    {#- Another loader's table of this name holds something else. -#}
                    {%- if loader is none
                        or name in lead_scoring.spelled(tool, table, '', loader) -%}
                        {%- do found.append({
                            'tool': tool, 'table': table, 'relation': relation, 'columns': columns,
                            'loaded_by': loader,
                            'prefix': '' if connection.name == connections[0].name
                                else connection.name ~ ':',
                            'where': spelled.split(' where ')[1] if ' where ' in spelled else none,
                            'appended': connection.appended,
                            'word': spelled.split(' as ')[1] if ' as ' in spelled else none,
                            'number': parts | length + found | length,
                        }) -%}
                    {%- endif -%}
                {%- endfor -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- if not found and is_needed and lead_scoring._is_building() -%}
            {%- do exceptions.raise_compiler_error(
                'lead_scoring: the connector ' ~ connection.name ~ ' has no table ' ~ table
                ~ '. Got: ' ~ place.include(identifier=false).render() ~ '. Looked for: '
                ~ names | join(', ') ~ '. Fix: say in lead_scoring__connectors where its tables'
                ~ ' are, e.g. {' ~ connection.name ~ ': {schema: ' ~ connection.name ~ '}}.'
            ) -%}
        {%- endif -%}
        {%- do parts.extend(found) -%}
    {%- endfor -%}
    {#- A table that is missed is looked for again, by whoever needs it. -#}
    {%- do memory.update({key: parts}) if parts -%}
    {{ return(parts) }}
{% endmacro %}

{#- The columns of a relation by lower-case name, asked once a run. -#}
{% macro _columns_by_name(relation) %}
    {%- set memory, key = lead_scoring.run_memory() or {}, 'columns of ' ~ relation -%}
    {%- if key not in memory -%}
        {%- set columns = {} -%}
        {%- for column in lead_scoring.columns_of(relation) -%}
            {%- do columns.update({column.name | lower: column}) -%}
        {%- endfor -%}
        {#- DuckDB says of a struct only that it is one, and stops at a field that is not there. -#}
        {%- if target.type == 'duckdb'
            and columns.values() | selectattr('data_type', 'equalto', 'struct') | list -%}
            {%- for row in run_query('describe select * from ' ~ relation).rows
                if modules.re.match('STRUCT[(].*[)]$', row[1]) -%}
                {%- do columns[row[0] | lower].update({'data_type': row[1]}) -%}
            {%- endfor -%}
        {%- endif -%}
        {%- do memory.update({key: columns}) -%}
    {%- endif -%}
    {{ return(memory[key]) }}
{% endmacro %}

{#- A name without its case and underscores, by which spellings of one name are found. -#}
{% macro _bare_name(name) %}
    {{ return(modules.re.sub('[\\W_]', '', name | lower)) }}
{% endmacro %}

{#- A relation of the schema in which the tables of a connector are. -#}
{% macro _place_of(connection, declared) %}
    {%- if connection.name == connection.tool -%}{{ return(declared) }}{%- endif -%}
    {{ return(lead_scoring.named_in_view(api.Relation.create(
        database=connection.database or target.database or none,
        schema=connection.schema or connection.name,
        identifier=declared.identifier,
    ))) }}
{% endmacro %}

{#- A table as SQL, under the name that the warehouse has for it. -#}
{% macro _relation_of(place, name) %}
    {%- if name == place.identifier or name == place.identifier | upper
        or (target.type == 'duckdb' and name | lower == place.identifier | lower) -%}
        {{ return(place.render()) }}
    {%- endif -%}
    {{ return(place.include(identifier=false).render() ~ '.' ~ lead_scoring.quoted(name)) }}
{% endmacro %}

{#- Who loaded a table, by the columns that loaders add; none where they do not tell. -#}
{% macro loader_of(columns) %}
    {%- set marks = {
        '_fivetran_synced': 'fivetran', '_fivetran_id': 'fivetran', '_fivetran_active': 'fivetran',
        '_airbyte_raw_id': 'airbyte', '_airbyte_extracted_at': 'airbyte', '_airbyte_ab_id':
        'airbyte', '_dlt_id': 'dlt', '_sdc_batched_at': 'stitch', '_sdc_received_at': 'stitch',
        'sinkmodifiedon': 'synapse_link',
    } -%}
    {%- for mark, loader in marks.items() if mark in columns -%}
        {{ return(loader) }}
    {%- endfor -%}
    {{ return(none) }}
{% endmacro %}

{#-
    The column of a table that the models call `name`: as `columns_of` has it, with its `sql`, and
    with `list` where each part of it is a row; none where there is none.
-#}
{% macro found_column(part, name) %}
    {%- if part.columns is none -%}{{ return(none) }}{%- endif -%}
    {%- set bare = {} -%}
    {%- for column in part.columns.values() -%}
        {%- do bare.setdefault(lead_scoring._bare_name(column.name), column) -%}
    {%- endfor -%}
    {%- for spelled in lead_scoring.spelled(part.tool, part.table, name, part.loaded_by) -%}
        {%- set key = spelled.split('{')[1][:-1] if spelled[-1:] == '}' else none -%}
        {%- set steps = spelled.split('{')[0].replace('[]', '') -%}
        {%- set path = modules.re.sub('\\[(\\d+)\\]', '.\\1', steps).split('.') -%}
        {%- set column = part.columns.get(
            path[0] | lower, bare.get(lead_scoring._bare_name(path[0]))
        ) -%}
        {%- set sql = lead_scoring.quoted(column.name) if column else none -%}
        {%- if spelled == 'word' and part.word -%}
            {{ return({
                'name': name, 'data_type': 'varchar', 'family': 'text',
                'sql': lead_scoring.text_literal(part.word),
            }) }}
        {%- elif column and key is not none -%}
            {{ return({
                'name': column.name, 'data_type': 'varchar', 'family': 'text', 'is_nested': true,
                'sql': lead_scoring.parameter_text(sql, column.data_type, key),
            }) }}
        {%- elif column and spelled[-2:] == '[]' -%}
            {{ return({
                'name': column.name, 'data_type': 'varchar', 'family': 'text',
                'sql': 'listed_part', 'list': lead_scoring.list_as_text(sql, column),
            }) }}
        {%- elif column and path[1:2] | join | int(-1) >= 0 and column.family == 'text'
            and part.loaded_by is none -%}
            {#- Plain text, for all that is known. -#}
        {%- elif column and path | length > 1 and lead_scoring.may_hold_fields(column)
            and (not lead_scoring.is_struct(column.data_type)
            or lead_scoring.has_field(column.data_type, path[-1])) -%}
            {{ return({
                'name': column.name, 'data_type': 'varchar', 'family': 'text', 'is_nested': true,
                'sql': lead_scoring.nested_text(sql, column.data_type, path[1:]),
            }) }}
        {%- elif column and path | length == 1 -%}
            {{ return(dict(column, sql=sql)) }}
        {%- endif -%}
    {%- endfor -%}
    {{ return(none) }}
{% endmacro %}

{#-
    Conditions for the rows of a table that are true today: of the versions of a row the one in
    force, and none that its loader marks as deleted. Sources: Fivetran's history mode, dlt's scd2,
    dbt's snapshots, Lakeflow's SCD type 2 (`__END_AT`), change data capture of Airbyte and Stitch.
-#}
{% macro right_rows(part, with_deleted=false, with_versions=false) %}
    {%- set conditions, columns = [], part.columns or {} -%}
    {%- set one_version = not (with_versions and lead_scoring._version_columns_of(columns)) -%}
    {%- if part.where -%}
        {%- set name, value = part.where.split(' = ')[0], part.where.split(' = ')[1] -%}
        {%- set column = columns.get(name) -%}
        {%- do conditions.append(
            lead_scoring.quoted(column.name) ~ ' = ' ~ lead_scoring.text_literal(value)
            if column else '1 = 0'
        ) -%}
    {%- endif -%}
    {%- for name in ['_fivetran_active'] if name in columns and one_version -%}
        {%- set flag = lead_scoring.loaded_column(columns[name], name, 'flag') -%}
        {%- do conditions.append('coalesce(' ~ flag ~ ', true)') -%}
    {%- endfor -%}
    {%- for name in ['_dlt_valid_to', 'dbt_valid_to', '__end_at']
        if name in columns and one_version -%}
        {%- set end = lead_scoring.loaded_column(columns[name], name, 'moment') -%}
        {#- Lakeflow numbers versions where their order has no time, as that of Dynamics 365. -#}
        {%- do conditions.append(
            lead_scoring.quoted(columns[name].name) ~ ' is null'
            if columns[name].family == 'number'
            else '(' ~ end ~ ' is null or ' ~ end ~ ' >= ' ~ lead_scoring._never() ~ ')'
        ) -%}
    {%- endfor -%}
    {%- for name in ['_fivetran_deleted', 'dbt_is_deleted', '__deleted', 'isdelete']
        if name in columns and not with_deleted -%}
        {%- set flag = lead_scoring.loaded_column(columns[name], name, 'flag') -%}
        {%- do conditions.append('not coalesce(' ~ flag ~ ', false)') -%}
    {%- endfor -%}
    {%- for name in ['_ab_cdc_deleted_at', '_sdc_deleted_at']
        if name in columns and not with_deleted -%}
        {%- do conditions.append(lead_scoring.quoted(columns[name].name) ~ ' is null') -%}
    {%- endfor -%}
    {{ return(conditions) }}
{% endmacro %}

{#-
    By what rows of one record are known, and which came last, in tables to which a loader appends
    each change: {'id', 'loaded_at'}, columns as SQL; none where a table has no such columns.
-#}
{% macro load_order(part) %}
    {%- set columns = part.columns or {} -%}
    {%- set id = lead_scoring.found_column(part, 'id') or columns.get('id') -%}
    {%- for name in [
        'versionnumber', '_airbyte_extracted_at', '_airbyte_emitted_at', '_sdc_sequence',
        '_sdc_batched_at', '_fivetran_synced', 'sinkmodifiedon',
    ] if name in columns and id -%}
        {{ return({
            'id': lead_scoring.quoted(id.name),
            'loaded_at': lead_scoring.quoted(columns[name].name),
        }) }}
    {%- endfor -%}
    {{ return(none) }}
{% endmacro %}

{#- A loaded table with `load_rank`, which is 1 in the newest row of each record. -#}
{% macro newest_rows(part) %}
    {%- set order = lead_scoring.load_order(part) -%}
    {{ return(
        '(\n        select\n            loaded.*,\n            row_number() over (\n'
        ~ '                partition by ' ~ order.id ~ ' order by ' ~ order.loaded_at ~ ' desc\n'
        ~ '            ) as load_rank\n        from ' ~ part.relation ~ ' as loaded\n    )'
    ) }}
{% endmacro %}

{#- The columns of loaders that say from when to when a version of a row held. -#}
{% macro _version_marks() %}
    {{ return({
        '_fivetran_start': '_fivetran_end', '_dlt_valid_from': '_dlt_valid_to',
        'dbt_valid_from': 'dbt_valid_to', '__start_at': '__end_at',
    }) }}
{% endmacro %}

{#- The columns of a table that say from when to when a version held, if they are times. -#}
{% macro _version_columns_of(columns) %}
    {%- for start, end in lead_scoring._version_marks().items()
        if start in columns and columns[start].family != 'number' -%}
        {{ return({'start': columns[start], 'end': columns.get(end)}) }}
    {%- endfor -%}
    {{ return(none) }}
{% endmacro %}

{#- Whether a table keeps several versions of its rows, with their times. -#}
{% macro has_versions(tool, table) %}
    {%- for part in lead_scoring.loaded_columns(tool, table)
        if lead_scoring._version_columns_of(part.columns or {}) -%}
        {{ return(true) }}
    {%- endfor -%}
    {{ return(false) }}
{% endmacro %}

{#-
    `valid_from` and `valid_to` of a version. It ends where the next one begins: Fivetran's own end
    is a millisecond before, which may be the day before.
-#}
{% macro version_columns(part) %}
    {%- set never = lead_scoring.null_column('moment') -%}
    {%- set found = lead_scoring._version_columns_of(part.columns or {}) -%}
    {%- if found -%}
        {%- set begins = lead_scoring.loaded_column(found.start, 'start', 'moment') -%}
        {%- set ends = lead_scoring.loaded_column(found.end, 'end', 'moment') -%}
        {%- set id = lead_scoring.quoted(lead_scoring.found_column(part, 'id').name) -%}
        {{ return([
            begins ~ ' as valid_from',
            'coalesce(lead(' ~ begins ~ ') over (partition by ' ~ id ~ ' order by ' ~ begins
            ~ '), case when ' ~ ends ~ ' < ' ~ lead_scoring._never() ~ ' then ' ~ ends
            ~ ' end) as valid_to',
        ]) }}
    {%- endif -%}
    {{ return([never ~ ' as valid_from', never ~ ' as valid_to']) }}
{% endmacro %}

{#- From when on an end means that there is none. -#}
{% macro _never() %}
    {{ return(lead_scoring.loaded_column(
        {'name': 'never', 'sql': "'9000-01-01 00:00:00'", 'family': 'timestamp',
        'data_type': 'timestamp'}, 'never', 'moment'
    )) }}
{% endmacro %}

{#- One column brought to its type; null where it is not there. -#}
{% macro loaded_column(column, name, kind, is_unseen=false, prefix='') %}
    {%- if kind == 'prefix' -%}
        {{ return(lead_scoring.text_literal(prefix)) }}
    {%- elif kind == 'id' -%}
        {%- set text = lead_scoring.loaded_column(column, name, 'text', is_unseen) -%}
        {{ return(
            lead_scoring.text_literal(prefix) ~ ' || ' ~ text if prefix and column else text
        ) }}
    {%- elif not column and not is_unseen -%}
        {{ return('cast(null as ' ~ lead_scoring._type_of(kind) ~ ')') }}
    {%- endif -%}
    {%- set sql = column.sql or lead_scoring.quoted(column.name) if column else name -%}
    {%- set family = column.family if column else none -%}
    {%- if kind == 'moment' and family == 'number' -%}
        {{ return(lead_scoring.epoch_timestamp(
            lead_scoring.finite_or_null(sql, column.data_type)
        )) }}
    {%- elif kind == 'moment' -%}
        {{ return(lead_scoring.utc_timestamp(sql, family or 'timestamp')) }}
    {%- elif kind == 'number' and family == 'text' -%}
        {{ return(
            'cast(' ~ lead_scoring.number_or_null(lead_scoring.prepared_text(sql)) ~ ' as '
            ~ lead_scoring._type_of(kind) ~ ')'
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
    {{ return('cast(' ~ sql ~ ' as ' ~ lead_scoring._type_of(kind) ~ ')') }}
{% endmacro %}

{#- The type of a column by its kind, see `loaded_column`. -#}
{% macro _type_of(kind) %}
    {{ return(
        lead_scoring.type_text() if kind == 'text'
        else lead_scoring.type_utc_timestamp() if kind == 'moment'
        else lead_scoring.type_decimal(18, 2) if kind == 'number'
        else dbt.type_boolean() if kind == 'flag'
    ) }}
{% endmacro %}

{#- A list, or text that holds one, as text with commas between its parts. -#}
{% macro list_as_text(sql, column) %}
    {{ return(
        sql if column.family == 'text'
        else adapter.dispatch('list_as_text', 'lead_scoring')(sql)
    ) }}
{% endmacro %}

{% macro default__list_as_text(sql) %}
    {{ return('cast(' ~ sql ~ ' as ' ~ lead_scoring.type_text() ~ ')') }}
{% endmacro %}

{% macro bigquery__list_as_text(sql) %}
    {{ return('to_json_string(' ~ sql ~ ')') }}
{% endmacro %}

{% macro snowflake__list_as_text(sql) %}
    {{ return('to_json(' ~ sql ~ ')') }}
{% endmacro %}

{% macro spark__list_as_text(sql) %}
    {{ return('to_json(' ~ sql ~ ')') }}
{% endmacro %}

{% macro trino__list_as_text(sql) %}
    {{ return('json_format(cast(' ~ sql ~ ' as json))') }}
{% endmacro %}
