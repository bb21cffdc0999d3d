{#
    Which share of the leads is proposed to be hot, and which to be warm or hot.

    Example:
        {{ lead_scoring.tier_proportions().hot }}  ->  0.1
#}
{% macro tier_proportions() %}
    {{ return(adapter.dispatch('tier_proportions', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__tier_proportions() %}
    {{ return({'hot': 0.1, 'warm': 0.4}) }}
{% endmacro %}
