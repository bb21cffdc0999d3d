{#
    An input as the connectors fill it. With several connectors the first one's ids stay as they
    are; those of each other one get its name in front, `segment:42`, so that no two are taken for
    the same. (Those of a tool's further portals have it already, see `loaded_table`.)

    Args:
        input: 'leads', 'events', 'conversions' or 'identities'.

    Example (a whole model):
        {{ lead_scoring.connected_rows('events') }}
#}
{% macro connected_rows(input) %}
    {%- set fixed, relations, lists = lead_scoring.connected_columns(input), {}, [] -%}
    {%- for tool in lead_scoring.connected_tools()
        if input in lead_scoring.connector_inputs()[tool] -%}
        {%- set relation = ref('lead_scoring', 'stg_lead_scoring__' ~ tool ~ '_' ~ input) -%}
        {%- do relations.update({tool: relation.render()}) -%}
        {#- Only leads have other columns than the fixed ones. -#}
        {%- set is_read = input == 'leads'
            and lead_scoring.can_query({'relation': relation}, 'the leads of ' ~ tool) -%}
        {%- do lists.append(lead_scoring.columns_of(relation.render()) if is_read else []) -%}
    {%- endfor -%}
    {%- set further = lead_scoring.common_columns(lists, fixed.keys() | list) -%}
    {%- for tool, relation in relations.items() %}
        {%- set selected = [] -%}
        {%- for name, kind in fixed.items() -%}
            {%- set sql = lead_scoring.id_among_connectors(tool, name) if kind == 'id' else name -%}
            {%- do selected.append(name if sql == name else sql ~ ' as ' ~ name) -%}
        {%- endfor -%}
        {%- for column in further[loop.index0] -%}
            {%- do selected.append(
                column.sql if column.sql == column.name else column.sql ~ ' as ' ~ column.name
            ) -%}
        {%- endfor %}
select
    {{ selected | join(',\n    ') }}
from {{ relation }}
    {%- if input == 'conversions' and lead_scoring.conversion(tool).kind is none %}
-- It knows no conversions of the kind that was chosen.
where 1 = 0
    {%- endif %}
{{- '\nunion all' if not loop.last }}
    {%- else -%}
        {%- set selected = [] -%}
        {%- for name, kind in fixed.items() -%}
            {%- do selected.append(
                lead_scoring.null_column('text' if kind == 'id' else kind) ~ ' as ' ~ name
            ) -%}
        {%- endfor %}
select
    {{ selected | join(',\n    ') }}
from (select 1 as nothing) as no_connector
where 1 = 0
    {%- endfor %}
{%- endmacro %}

{#- An id of a tool as it is among all connectors: with the name of its connector in front, but for
    the first one. -#}
{% macro id_among_connectors(tool, id) %}
    {%- set portals = lead_scoring.connections(tool) | map(attribute='name') | list -%}
    {%- if portals[0] == lead_scoring.connectors()[0] -%}{{ return(id) }}{%- endif -%}
    {%- set prefixed, others = "'" ~ portals[0] ~ ":' || " ~ id, [] -%}
    {%- for name in portals[1:] -%}
        {%- do others.append(lead_scoring.starts_with(id, "'" ~ name ~ ":'")) -%}
    {%- endfor -%}
    {{ return(
        'case when ' ~ others | join(' or ') ~ ' then ' ~ id ~ ' else ' ~ prefixed ~ ' end'
        if others else prefixed
    ) }}
{% endmacro %}

{#- The columns that an input has from every connector, with what they hold. -#}
{% macro connected_columns(input) %}
    {%- set columns = {
        'leads': {},
        'events': {
            'event_id': 'id', 'lead_id': 'id', 'event_type': 'text', 'occurred_at': 'moment',
            'loaded_at': 'moment', 'page_path': 'text', 'asset': 'text', 'campaign': 'text',
            'value': 'number', 'synced_at': 'moment',
        },
        'conversions': {'lead_id': 'id', 'converted_at': 'moment', 'value': 'number'},
        'identities': {'alias_id': 'id', 'lead_id': 'id', 'linked_at': 'moment'},
    }[input] -%}
    {%- for name in lead_scoring.lead_attributes() if input == 'leads' -%}
        {%- do columns.update(
            {name: 'id' if name in ('lead_id', 'account_id') else 'attribute'}
        ) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}
