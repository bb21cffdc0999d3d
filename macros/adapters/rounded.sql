{#
    A number with a fraction, rounded: what is put in order by it does not depend on the last digit of a sum.

    Args:
        sql: the number.
        digits: how many stay after the point.

    Example:
        order by {{ lead_scoring.rounded('excess', 6) }}  ->  order by round(excess, 6)
#}
{% macro rounded(sql, digits) %}
    {{ return(adapter.dispatch('rounded', 'lead_scoring')(sql, digits)) }}
{% endmacro %}

{% macro default__rounded(sql, digits) %}
    {{ return('round(' ~ sql ~ ', ' ~ digits ~ ')') }}
{% endmacro %}

{#- round() with digits is for decimals alone here. -#}
{% macro postgres__rounded(sql, digits) %}
    {{ return('round((' ~ sql ~ ')::numeric, ' ~ digits ~ ')') }}
{% endmacro %}

{% macro redshift__rounded(sql, digits) %}
    {{ return(lead_scoring.default__rounded(sql, digits)) }}
{% endmacro %}
