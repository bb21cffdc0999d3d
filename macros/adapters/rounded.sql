{#
    A number with a fraction, rounded: a sum of such numbers depends in its last digits on the order
    of the rows. And 0 for -0.

    Args:
        sql: the number, of type `type_double`.
        digits: how many stay after the point.

    Example:
        {{ lead_scoring.rounded('auc') }}  ->  round(auc, 12) + 0
#}
{% macro rounded(sql, digits=12) %}
    {{ return(adapter.dispatch('rounded', 'lead_scoring')(sql, digits)) }}
{% endmacro %}

{% macro default__rounded(sql, digits) %}
    {{ return('round(' ~ sql ~ ', ' ~ digits ~ ') + 0') }}
{% endmacro %}

{#- Only a numeric is rounded to digits there. -#}
{% macro postgres__rounded(sql, digits) %}
    {{ return(
        'cast(round(cast(' ~ sql ~ ' as numeric), ' ~ digits ~ ') as double precision) + 0'
    ) }}
{% endmacro %}

{#- numeric without its digits is one without decimals here; and round() takes any number. -#}
{% macro redshift__rounded(sql, digits) %}
    {{ return(lead_scoring.default__rounded(sql, digits)) }}
{% endmacro %}
