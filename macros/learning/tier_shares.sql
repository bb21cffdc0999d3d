{#
    Which share of the leads is proposed to be hot, and which to be warm or hot.

    Example:
        {{ lead_scoring.tier_shares().hot }}  ->  0.1
#}
{% macro tier_shares() %}
    {{ return(adapter.dispatch('tier_shares', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__tier_shares() %}
    {{ return({'hot': 0.1, 'warm': 0.4}) }}
{% endmacro %}
