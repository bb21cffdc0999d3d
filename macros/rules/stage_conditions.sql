{#
    The conditions of a line of lifecycle_stages, a list of lines: the line itself and, where it
    names a second condition, the same line with that one in place of the first.

    Args:
        stage: a line of lifecycle_stages.

    Example:
        {{ lead_scoring.stage_conditions(stage) | map(attribute='subject') | list }}
            ->  ['score', 'fit']
#}
{% macro stage_conditions(stage) %}
    {%- set has_second = stage.and_subject or stage.and_operator or stage.and_value -%}
    {{ return([stage] + ([dict(
        stage, subject=stage.and_subject, operator=stage.and_operator, value=stage.and_value,
    )] if has_second else [])) }}
{% endmacro %}
