{#
    Fit grade and engagement grade together, or the one that there is; null without any.

    Args:
        fit_grade, engagement_grade: SQL of these.

    Example:
        {{ lead_scoring.known_grade('fit_grade', 'engagement_grade') }}
#}
{% macro known_grade(fit_grade, engagement_grade) %}
    {{ return(
        'coalesce(' ~ fit_grade ~ ' || ' ~ engagement_grade ~ ', ' ~ fit_grade ~ ', '
        ~ engagement_grade ~ ')'
    ) }}
{% endmacro %}
