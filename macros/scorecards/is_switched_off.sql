{#
    Whether a line is switched off; a line that does not say is on.

    Args:
        line: a line of scorecards or scorecard_rules.

    Example:
        {{ lead_scoring.is_switched_off({'is_enabled': 'false'}) }}  ->  true
#}
{% macro is_switched_off(line) %}
    {{ return(line.is_enabled is not none and lead_scoring._read_yes_no(line.is_enabled) == false) }}
{% endmacro %}
