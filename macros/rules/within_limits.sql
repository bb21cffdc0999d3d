{#
    A value cut to limits, in SQL; a limit that is null is none.

    Args:
        value, lower, upper: SQL of the value and its limits.

    Example:
        {{ lead_scoring.within_limits('score', 'min_score', 'max_score') }}
            ->  case when score < min_score then min_score
                    when score > max_score then max_score else score end
#}
{% macro within_limits(value, lower, upper) %}
    {{ return(adapter.dispatch('within_limits', 'lead_scoring')(value, lower, upper)) }}
{% endmacro %}

{% macro default__within_limits(value, lower, upper) %}
    {{- return(
        'case when ' ~ value ~ ' < ' ~ lower ~ ' then ' ~ lower
        ~ ' when ' ~ value ~ ' > ' ~ upper ~ ' then ' ~ upper
        ~ ' else ' ~ value ~ ' end'
    ) }}
{% endmacro %}
