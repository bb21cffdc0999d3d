{#
    The rate that a logistic curve states for a score, or an end of its interval: the normal
    distribution of the log odds, by the delta method (D. W. Hosmer, S. Lemeshow and
    R. X. Sturdivant, Applied Logistic Regression, 3rd ed., 2013, §2.5).

    Args:
        curve: name of a relation with `log_odds_at_mean`, `mean_points`, `slope` and the variances
            of int_lead_scoring__stated_curves.
        score: SQL of the score.
        end: 'low' or 'high' for an end of the interval.

    Example:
        {{ lead_scoring.rate_of_curve('curves', 'scores.score') }} as expected_rate
#}
{% macro rate_of_curve(curve, score, end=none) %}
    {%- set units = '(' ~ score ~ ' - ' ~ curve ~ '.mean_points)' -%}
    {%- set log_odds
        = curve ~ '.log_odds_at_mean + ' ~ curve ~ '.slope * ' ~ units -%}
    {%- if end is none -%}
        {{ return(lead_scoring.logistic(log_odds)) }}
    {%- endif -%}
    {{ return(lead_scoring.logistic(
        log_odds ~ (' - ' if end == 'low' else ' + ') ~ lead_scoring.normal_quantile()
        ~ ' * sqrt(greatest(' ~ curve ~ '.variance_at_mean + 2 * ' ~ curve ~ '.covariance * '
        ~ units ~ ' + ' ~ curve ~ '.variance_of_slope * ' ~ units ~ ' * ' ~ units ~ ', 0))'
    )) }}
{% endmacro %}
