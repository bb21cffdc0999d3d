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
            lead_scoring.has_unreadable_time(contract, mapping) ~ ' as has_unreadable_time'
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

{#- Whether the time that an input needs is there as text that is none. -#}
{% macro has_unreadable_time(contract, mapping) %}
    {%- for name, column in contract.items() if column.kind == 'moment' and column.is_required
        and name in mapping and mapping[name].family == 'text' -%}
        {%- set text = lead_scoring.quoted(mapping[name].name) -%}
        {{ return(
            'coalesce(' ~ lead_scoring.prepared_text(text) ~ " <> '', false) and "
            ~ lead_scoring.staged_column(mapping[name], 'moment') ~ ' is null'
        ) }}
    {%- endfor -%}
    {{ return('false') }}
{% endmacro %}
