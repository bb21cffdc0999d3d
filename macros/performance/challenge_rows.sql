{#
    Which scorecard is challenged by which, as rows that SQL can join: `scorecard_id` of the
    champion and `challenger_id`.

    Args:
        scorecards: see `scorecards`.

    Example:
        with challenges as ( {{ lead_scoring.challenge_rows(scorecards) }} )
#}
{% macro challenge_rows(scorecards) %}
    {%- set rows = [] -%}
    {%- for challenge in scorecards.challenges -%}
        {%- do rows.append([
            lead_scoring.text_literal(challenge.champion),
            lead_scoring.text_literal(challenge.challenger),
        ]) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows(
        {'scorecard_id': dbt.type_string(), 'challenger_id': dbt.type_string()}, rows
    )) }}
{% endmacro %}
