{#
    One half to the power of a number, as a float.

    Args:
        exponent: SQL of the number.

    Example:
        {{ lead_scoring.half_to_the('age_days / 30.0') }}  ->  power(0.5, age_days / 30.0)
#}
{% macro half_to_the(exponent) %}
    {{ return(adapter.dispatch('half_to_the', 'lead_scoring')(exponent)) }}
{% endmacro %}

{% macro default__half_to_the(exponent) %}
    {{ return('power(0.5, ' ~ exponent ~ ')') }}
{% endmacro %}

{#- 0.5 is a numeric here, and a power of numerics is worked out to 16 digits, which takes fifty times as long. -#}
{% macro postgres__half_to_the(exponent) %}
    {{ return('power(0.5::float8, (' ~ exponent ~ ')::float8)') }}
{% endmacro %}
