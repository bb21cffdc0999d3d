{#
    The groups of a scorecard whose points are limited, or of whose rules only the best counts.

    Args:
        card: the scorecard.

    Example:
        {% for group in lead_scoring.limited_groups(card) %} … {{ group.max_points }} … {% endfor %}
#}
{% macro limited_groups(card) %}
    {%- set groups = [] -%}
    {%- for group in card.groups.values() if group.combine | lower == 'max' or group.min_points or group.max_points -%}
        {%- do groups.append(group) -%}
    {%- endfor -%}
    {{ return(groups) }}
{% endmacro %}
