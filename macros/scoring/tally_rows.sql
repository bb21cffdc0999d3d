{#
    What tallies look at beside the events, as rows that SQL can join.

    Args:
        tallies: see `tallies`.

    Example:
        with tallies as ( {{ lead_scoring.tally_rows(tallies) }} )
#}
{% macro tally_rows(tallies) %}
    {%- set rows = [] -%}
    {%- for tally in tallies -%}
        {%- do rows.append([
            lead_scoring.text_literal(tally.tally_id),
            'null' if tally.window_days is none else tally.window_days,
            'null' if tally.max_per_day is none else tally.max_per_day,
        ]) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows(
        {'tally_id': dbt.type_string(), 'window_days': dbt.type_int(), 'max_per_day': dbt.type_bigint()}, rows
    )) }}
{% endmacro %}
