{#
    How strongly the trend of a feature of numbers is held back: hardly.

    Example:
        {{ lead_scoring.slope_ridge() }}  ->  0.5
#}
{% macro slope_ridge() %}
    {{ return(adapter.dispatch('slope_ridge', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__slope_ridge() %}
    {{ return(0.5) }}
{% endmacro %}
