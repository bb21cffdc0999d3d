{#
    How many counted events make a rule fire, as a condition; none when a single one does.

    Args:
        event_count: SQL of the count.
        rule: a line of scorecard_rules.

    Example:
        {{ lead_scoring.count_condition('count(*)', rule) }}  ->  count(*) between 3 and 5
#}
{% macro count_condition(event_count, rule) %}
    {{ return(adapter.dispatch('count_condition', 'lead_scoring')(event_count, rule)) }}
{% endmacro %}

{% macro default__count_condition(event_count, rule) %}
    {%- set at_least = lead_scoring._read_integer(rule.min_count or '1') -%}
    {%- if rule.max_count -%}
        {{ return(
            event_count ~ ' between ' ~ at_least ~ ' and '
            ~ lead_scoring._read_integer(rule.max_count)
        ) }}
    {%- endif -%}
    {{ return(none if at_least == 1 else event_count ~ ' >= ' ~ at_least) }}
{% endmacro %}
