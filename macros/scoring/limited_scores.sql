{#
    The scorecards whose score is limited, as rows that SQL can join.

    Args:
        scorecards: see `scorecards`.

    Example:
        with limited_scores as ( {{ lead_scoring.limited_scores(scorecards) }} )
#}
{% macro limited_scores(scorecards) %}
    {%- set text, points = dbt.type_string(), lead_scoring.type_decimal(18, 2) -%}
    {%- set rows = [] -%}
    {%- for card in scorecards.cards if card.min_score or card.max_score -%}
        {%- do rows.append([
            lead_scoring.cell_literal(card.scorecard_id),
            lead_scoring.cell_literal(card.min_score, 'number'),
            lead_scoring.cell_literal(card.max_score, 'number'),
            lead_scoring.text_literal(lead_scoring.limit_in_words('Score', card.min_score, card.max_score)),
        ]) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows({
        'scorecard_id': text, 'min_score': points, 'max_score': points, 'description': text,
    }, rows)) }}
{% endmacro %}
