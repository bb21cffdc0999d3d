{#
    An input under our column names and types: ids as text, times as UTC timestamps without a
    zone, every further column as it is. An input without a source has no rows.

    Args:
        input: 'leads', 'events', 'conversions' or 'identities'.

    Example (a whole staging model):
        {{ lead_scoring.stage_input('events') }}
#}
{% macro stage_input(input) %}
    {%- set source = lead_scoring.input_source(input) -%}
    {%- set contract = lead_scoring.input_contract(input) -%}
    {%- set has_rows = source is not none and lead_scoring.can_query(source, 'lead_scoring__' ~ input) -%}
    {%- set columns = lead_scoring.columns_of(lead_scoring.from_source(source)) if has_rows else [] -%}
    {%- set mapping = lead_scoring.column_mapping(input, columns) if has_rows else {} -%}
    {%- set renamed, ids, selected = [], [], [] -%}

    {%- for name, column in contract.items() if name in mapping or column.is_required -%}
        {%- do selected.append(lead_scoring.staged_column(mapping.get(name), column.kind) ~ ' as ' ~ name) -%}
        {%- if name in mapping and column.kind == 'id' -%}
            {%- do ids.append(mapping[name].name) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for name, column in mapping.items() -%}
        {%- do renamed.append(column.name) -%}
        {%- if name not in contract -%}
            {%- do selected.append(lead_scoring.quoted(column.name) ~ ' as ' ~ lead_scoring.staged_name(name)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for column in columns if column.name not in renamed and column.name | lower not in contract -%}
        {%- set theirs, ours = lead_scoring.quoted(column.name), lead_scoring.staged_name(column.name) -%}
        {%- do selected.append(theirs if theirs == ours else theirs ~ ' as ' ~ ours) -%}
    {%- endfor %}
select
    {{ selected | join(',\n    ') }}
{%- if has_rows %}
from {{ lead_scoring.from_source(source, ids | unique | list) }}
{%- else %}
from (select 1 as nothing) as no_source
where 1 = 0
{%- endif %}
{% endmacro %}
