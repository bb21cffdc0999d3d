{#
    How many standard errors an interval reaches to each side: 95 % of a normal distribution.

    Example:
        {{ lead_scoring.normal_quantile() }}  ->  1.959963984540054
#}
{% macro normal_quantile() %}
    {{ return(adapter.dispatch('normal_quantile', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__normal_quantile() %}
    {{ return('1.959963984540054') }}
{% endmacro %}
