{#
    An input as the connectors fill it. With several connectors the first one's ids stay as they
    are; those of each other one get its name in front, `segment:42`, so that no two are taken for
    the same.

    Args:
        input: 'leads', 'events', 'conversions' or 'identities'.

    Example (a whole model):
        {{ lead_scoring.connected_rows('events') }}
#}
{% macro connected_rows(input) %}
    {%- set connectors = lead_scoring.connectors() -%}
    {%- set fixed, relations, lists = lead_scoring.connected_columns(input), {}, [] -%}
    {%- for connector in connectors if input in lead_scoring.connector_inputs()[connector] -%}
        {%- set relation = ref('lead_scoring', 'stg_lead_scoring__' ~ connector ~ '_' ~ input) -%}
        {%- do relations.update({connector: relation.render()}) -%}
        {#- Only leads have other columns than the fixed ones. -#}
        {%- set is_read = input == 'leads'
            and lead_scoring.can_query({'relation': relation}, 'the leads of ' ~ connector) -%}
        {%- do lists.append(lead_scoring.columns_of(relation.render()) if is_read else []) -%}
    {%- endfor -%}
    {%- set further = lead_scoring.common_columns(lists, fixed.keys() | list) -%}
    {%- for connector, relation in relations.items() %}
        {%- set prefix = "'" ~ connector ~ ":' || " if connector != connectors[0] else '' -%}
        {%- set selected = [] -%}
        {%- for name, kind in fixed.items() -%}
            {%- do selected.append(
                prefix ~ name ~ ' as ' ~ name if prefix and kind == 'id' else name
            ) -%}
        {%- endfor -%}
        {%- for column in further[loop.index0] -%}
            {%- do selected.append(
                column.sql if column.sql == column.name else column.sql ~ ' as ' ~ column.name
            ) -%}
        {%- endfor %}
select
    {{ selected | join(',\n    ') }}
from {{ relation }}
{{- '\nunion all' if not loop.last }}
    {%- else -%}
        {%- set selected = [] -%}
        {%- for name, kind in fixed.items() -%}
            {%- do selected.append(
                lead_scoring.nothing_as('text' if kind == 'id' else kind) ~ ' as ' ~ name
            ) -%}
        {%- endfor %}
select
    {{ selected | join(',\n    ') }}
from (select 1 as nothing) as no_connector
where 1 = 0
    {%- endfor %}
{%- endmacro %}

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
