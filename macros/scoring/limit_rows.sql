{#
    The limits of groups and of scores, as rows that SQL can join: `entry_key`, `scorecard_id`,
    `group_id` (null for a score), `counts_best_only`, `lower_limit`, `upper_limit`.

    Args:
        scorecards: see `scorecards`.

    Example:
        with limits as ( {{ lead_scoring.limit_rows(scorecards) }} )
#}
{% macro limit_rows(scorecards) %}
    {%- set rows = [] -%}
    {%- for card in scorecards.cards -%}
        {%- for group in lead_scoring.limited_groups(card) -%}
            {%- do rows.append([
                lead_scoring.group_limit_entry(card, group).entry_key,
                lead_scoring.cell_literal(card.scorecard_id),
                lead_scoring.cell_literal(group.group_id),
                'true' if group.combine | lower == 'max' else 'false',
                lead_scoring.cell_literal(group.min_points, 'number'),
                lead_scoring.cell_literal(group.max_points, 'number'),
            ]) -%}
        {%- endfor -%}
        {%- if card.min_score or card.max_score -%}
            {%- do rows.append([
                lead_scoring.score_limit_entry(card).entry_key,
                lead_scoring.cell_literal(card.scorecard_id),
                'null',
                'false',
                lead_scoring.cell_literal(card.min_score, 'number'),
                lead_scoring.cell_literal(card.max_score, 'number'),
            ]) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set text, points = dbt.type_string(), lead_scoring.type_decimal(18, 2) -%}
    {{ return(lead_scoring.inline_rows({
        'entry_key': dbt.type_bigint(), 'scorecard_id': text, 'group_id': text,
        'counts_best_only': dbt.type_boolean(), 'lower_limit': points, 'upper_limit': points,
    }, rows)) }}
{% endmacro %}
