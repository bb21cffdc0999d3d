{#
    Log odds between -30 and 30, beyond which a probability is 0 or 1 to all digits.

    Args:
        log_odds: SQL.

    Example:
        exp({{ lead_scoring.bounded('log_odds') }})  ->  exp(least(greatest(log_odds, -30), 30))
#}
{% macro bounded(log_odds) %}
    {{ return('least(greatest(' ~ log_odds ~ ', -30), 30)') }}
{% endmacro %}
