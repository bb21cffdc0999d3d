{#
    The groups whose points are limited, or of whose rules only the best counts, as rows that SQL can
    join.

    Args:
        scorecards: see `scorecards`.

    Example:
        with limited_groups as ( {{ lead_scoring.limited_groups(scorecards) }} )
#}
{% macro limited_groups(scorecards) %}
    {%- set text, points = dbt.type_string(), lead_scoring.type_decimal(18, 2) -%}
    {%- set rows = [] -%}
    {%- for card in scorecards.cards -%}
        {%- for group in card.groups.values() -%}
            {%- set is_best_only = group.combine | lower == 'max' -%}
            {%- if is_best_only or group.min_points or group.max_points -%}
                {%- do rows.append([
                    lead_scoring.cell_literal(card.scorecard_id),
                    lead_scoring.cell_literal(group.group_id),
                    lead_scoring.cell_literal(group.axis | lower),
                    'true' if is_best_only else 'false',
                    lead_scoring.cell_literal(group.min_points, 'number'),
                    lead_scoring.cell_literal(group.max_points, 'number'),
                    lead_scoring.text_literal(lead_scoring.limit_in_words(
                        'Group ' ~ group.group_id, group.min_points, group.max_points, is_best_only
                    )),
                ]) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows({
        'scorecard_id': text, 'group_id': text, 'axis': text, 'counts_best_only': dbt.type_boolean(),
        'min_points': points, 'max_points': points, 'description': text,
    }, rows)) }}
{% endmacro %}
