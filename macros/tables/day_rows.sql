{#
    Days as rows that SQL can join: `scoring_date`, and `day_number`, which counts them from 1.

    Args:
        days: a list of texts `YYYY-MM-DD`, in order.

    Example:
        with days as ( {{ lead_scoring.day_rows(['2026-06-30']) }} )
#}
{% macro day_rows(days) %}
    {%- set rows = [] -%}
    {%- for day in days -%}
        {%- do rows.append([lead_scoring.date_literal(day), loop.index]) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows(
        {'scoring_date': 'date', 'day_number': dbt.type_int()}, rows
    )) }}
{% endmacro %}
