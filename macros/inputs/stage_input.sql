{#
    An input under our column names and types: ids as text, times as UTC timestamps without a
    zone, every further column as it is. An input without a source has no rows.

    Args:
        input: 'leads', 'events', 'conversions', 'identities' or 'accounts'.

    Example (a whole staging model):
        {{ lead_scoring.stage_input('events') }}
#}
{% macro stage_input(input) %}
    {%- set source = lead_scoring.input_source(input) -%}
    {%- set contract = lead_scoring.input_contract(input) -%}
    {%- set columns = lead_scoring.source_columns(input, source) -%}
    {%- set selected, ids = [], [] -%}
    {%- for column in lead_scoring.staged_columns(input, columns) -%}
        {%- do selected.append(column.sql) -%}
        {%- if column.source and contract.get(column.name, {}).kind == 'id' -%}
            {%- do ids.append(column.source.name) -%}
        {%- endif -%}
    {%- endfor %}
select
    {{ selected | join(',\n    ') }}
{%- if columns is not none %}
from {{ lead_scoring.from_source(source, ids | unique | list) }}
{%- else %}
from (select 1 as nothing) as no_source
where 1 = 0
{%- endif %}
{% endmacro %}
