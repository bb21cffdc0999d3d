{#
    The probability of log odds. Beyond 30 it is 0 or 1 but for 13 digits, and exp() may overflow.

    Args:
        log_odds: SQL of a `double` that is not null.

    Example:
        {{ lead_scoring.logistic('intercept + slope * score') }}
#}
{% macro logistic(log_odds) %}
    {{ return('1 / (1 + exp(-least(greatest(' ~ log_odds ~ ', -30), 30)))') }}
{% endmacro %}
