{#
    How many leads a bin must have to stand for itself.

    Args:
        lead_count: SQL of the number of leads that is learned from.

    Example:
        {{ lead_scoring.least_leads('lead_count') }}  ->  greatest(10, lead_count * 2 / 100.0)
#}
{% macro least_leads(lead_count) %}
    {{ return(adapter.dispatch('least_leads', 'lead_scoring')(lead_count)) }}
{% endmacro %}

{% macro default__least_leads(lead_count) %}
    {{ return(
        'greatest(' ~ lead_scoring.integer_setting('learn_min_leads') ~ ', ' ~ lead_count ~ ' * '
        ~ lead_scoring.integer_setting('learn_min_percent', least=0) ~ ' / 100.0)'
    ) }}
{% endmacro %}
