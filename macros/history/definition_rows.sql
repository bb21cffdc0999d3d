{#
    What entries of the ledger stand for, see `entry_definitions`, as rows that SQL can join.

    Args:
        scorecards: see `scorecards`.

    Example:
        with definitions as ( {{ lead_scoring.definition_rows(scorecards) }} )
#}
{% macro definition_rows(scorecards) %}
    {%- set texts = [
        'entry_type', 'scorecard_id', 'group_id', 'rule_id', 'axis', 'description', 'definition_id', 'basis',
        'tally_id', 'given_tally_id',
    ] -%}
    {%- set columns = {'entry_key': dbt.type_bigint()} -%}
    {%- for name in texts -%}
        {%- do columns.update({name: dbt.type_string()}) -%}
    {%- endfor -%}
    {%- do columns.update({'is_decaying': dbt.type_boolean(), 'is_capped': dbt.type_boolean()}) -%}
    {%- set rows = [] -%}
    {%- for entry in lead_scoring.entry_definitions(scorecards) -%}
        {%- set row = [entry.entry_key] -%}
        {%- for name in texts -%}
            {%- do row.append(lead_scoring.cell_literal(entry[name])) -%}
        {%- endfor -%}
        {%- do rows.append(row + ['true' if entry.is_decaying else 'false', 'true' if entry.is_capped else 'false']) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows(columns, rows)) }}
{% endmacro %}

{#-
    The tallies of which an entry alone does not tell what was counted: those of absences, which are there
    because nothing was, and of rules that more events can end. A list of literals.
-#}
{% macro untold_tallies(scorecards) %}
    {%- set tally_ids = [] -%}
    {%- for entry in lead_scoring.entry_definitions(scorecards) if entry.basis == 'absence' or entry.is_capped -%}
        {%- for tally_id in (entry.tally_id, entry.given_tally_id) if tally_id is not none -%}
            {%- do tally_ids.append(lead_scoring.text_literal(tally_id)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(tally_ids | unique | list) }}
{% endmacro %}
