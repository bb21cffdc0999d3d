{#
    An input under our column names and types: ids as text, times as UTC timestamps without a
    zone, every further column as it is. An input without a source has no rows.

    Args:
        input: 'leads', 'events', 'conversions', 'identities' or 'accounts'.

    Example (a whole staging model):
        {{ lead_scoring.stage_input('events') }}
#}
{% macro stage_input(input) %}
    {%- if input == 'leads' -%}
        {#- Everything comes after the leads, and seeds of scorecards are loaded beside them. -#}
        {%- do lead_scoring.check_scorecard_files() -%}
    {%- endif -%}
    {%- set source = lead_scoring.input_source(input) -%}
    {%- set contract = lead_scoring.input_contract(input) -%}
    {%- set columns = lead_scoring.source_columns(input, source) -%}
    {%- set staged = lead_scoring.staged_columns(input, columns) -%}
    {%- set selected = staged | map(attribute='sql') | list -%}
    {%- do lead_scoring.note_changed_types(input, staged)
        if lead_scoring.is_text_file(source) -%}
    {%- if input != 'accounts' -%}
        {%- set mapping = {} if columns is none else lead_scoring.column_mapping(input, columns) -%}
        {%- do selected.append(
            lead_scoring.unreadable_time(contract, mapping) ~ ' as unreadable_time'
        ) -%}
    {%- endif %}
select
    {{ selected | join(',\n    ') }}
{%- if columns is not none %}
from {{ lead_scoring.from_source(source) }}
{%- else %}
from (select 1 as nothing) as no_source
where 1 = 0
{%- endif %}
{% endmacro %}

{#-
    The first time of a row that is there as text which is none, null where there is none: SQL.

    Args:
        contract: see `input_contract`.
        mapping: see `column_mapping`.
        is_required: whether it is of the time that a row needs, or of those that it may have; none:
            of all.
-#}
{% macro unreadable_time(contract, mapping, is_required=none) %}
    {%- set texts = [] -%}
    {%- set needed = contract.items() | selectattr('1.kind', 'eq', 'moment')
        | selectattr('1.is_required') | map('first') | first -%}
    {#- A row without the time that it needs has no other. -#}
    {%- set column = lead_scoring.quoted(mapping[needed].name) if needed in mapping else '' -%}
    {%- set is_there = '' if is_required == false or not column
        else 'nullif(' ~ lead_scoring.trimmed(column) ~ ", '') is not null and "
            if mapping[needed].family == 'text'
        else column ~ ' is not null and ' -%}
    {#- Times of files can be read: others are refused. -#}
    {%- for name, column in contract.items() if column.kind == 'moment' and name in mapping
        and mapping[name].family == 'text' and not mapping[name].is_in_file
        and is_required in (none, column.is_required) -%}
        {%- set text = lead_scoring.trimmed(lead_scoring.quoted(mapping[name].name)) -%}
        {%- do texts.append(
            'case when ' ~ ('' if column.is_required else is_there)
            ~ lead_scoring.staged_column(mapping[name], 'moment') ~ ' is null'
            ~ ' then nullif(' ~ text ~ ", '') end"
        ) -%}
    {%- endfor -%}
    {{ return(
        'coalesce(' ~ texts | join(', ') ~ ')' if texts | length > 1
        else texts[0] if texts else 'cast(null as ' ~ lead_scoring.type_text() ~ ')'
    ) }}
{% endmacro %}
