{#
    Whether a line is switched off; a line that does not say is on.

    Args:
        line: a line of any scorecard table, with or without `is_enabled`.

    Example:
        {{ lead_scoring.is_switched_off({'is_enabled': 'false'}) }}  ->  true
#}
{% macro is_switched_off(line) %}
    {{ return(
        true if line.is_enabled and lead_scoring._read_yes_no(line.is_enabled) == false else false
    ) }}
{% endmacro %}
