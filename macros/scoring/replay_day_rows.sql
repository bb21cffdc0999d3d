{#
    The days that are replayed, as rows that SQL can join: `scoring_date`.

    Example:
        with days as ( {{ lead_scoring.replay_day_rows() }} )
#}
{% macro replay_day_rows() %}
    {%- set rows = [] -%}
    {%- for day in lead_scoring.replay_days() -%}
        {%- do rows.append([lead_scoring.date_literal(day)]) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows({'scoring_date': 'date'}, rows)) }}
{% endmacro %}
