{#
    What entries of the ledger stand for, as rows that SQL can join: `entry_key`, `entry_number` (its
    place among equals), `entry_type`, `scorecard_id`, `group_id`, `rule_id`, `axis`, `description`.

    Args:
        scorecards: see `scorecards`.

    Example:
        with entries as ( {{ lead_scoring.entry_rows(scorecards) }} )
#}
{% macro entry_rows(scorecards) %}
    {%- set text = dbt.type_string() -%}
    {%- set names = ['entry_type', 'scorecard_id', 'group_id', 'rule_id', 'axis', 'description'] -%}
    {%- set rows = [] -%}
    {%- for entry in lead_scoring.entries(scorecards) -%}
        {%- set row = [entry.entry_key, loop.index] -%}
        {%- for name in names -%}
            {%- do row.append(lead_scoring.cell_literal(entry[name])) -%}
        {%- endfor -%}
        {%- do rows.append(row) -%}
    {%- endfor -%}
    {%- set columns = {'entry_key': dbt.type_bigint(), 'entry_number': dbt.type_int()} -%}
    {%- for name in names -%}
        {%- do columns.update({name: text}) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows(columns, rows)) }}
{% endmacro %}
