{#
    For an `absence` rule, a list: a lead that is younger than the window had no time to act.

    Args:
        rule: a line of scorecard_rules.

    Example:
        {{ lead_scoring.age_conditions(rule) }}  ->  ['lead_age_days >= 60']
#}
{% macro age_conditions(rule) %}
    {{ return(adapter.dispatch('age_conditions', 'lead_scoring')(rule)) }}
{% endmacro %}

{% macro default__age_conditions(rule) %}
    {{ return(
        ['lead_age_days >= ' ~ lead_scoring._read_integer(rule.window_days)]
        if rule.window_days else []
    ) }}
{% endmacro %}
