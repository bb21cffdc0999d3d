{#
    The smallest difference between neighbouring bins that is worth a line: its square over its
    variance.

    Example:
        step >= {{ lead_scoring.smallest_step() }}  ->  step >= 1
#}
{% macro smallest_step() %}
    {{ return(adapter.dispatch('smallest_step', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__smallest_step() %}
    {{ return(1) }}
{% endmacro %}
