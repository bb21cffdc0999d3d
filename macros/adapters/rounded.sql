{#
    A number of type `type_double` with 12 digits after the point: a sum of such numbers depends in its
    last digits on the order of the rows. And 0 for -0.

    Args:
        sql: the number.

    Example:
        {{ lead_scoring.rounded('auc') }}  ->  round(auc, 12) + 0
#}
{% macro rounded(sql) %}
    {{ return(adapter.dispatch('rounded', 'lead_scoring')(sql)) }}
{% endmacro %}

{% macro default__rounded(sql) %}
    {{ return('round(' ~ sql ~ ', 12) + 0') }}
{% endmacro %}

{#- Only a numeric is rounded to digits there. -#}
{% macro postgres__rounded(sql) %}
    {{ return('cast(round(cast(' ~ sql ~ ' as numeric), 12) as double precision) + 0') }}
{% endmacro %}

{#- numeric without its digits is one without decimals here; and round() takes any number. -#}
{% macro redshift__rounded(sql) %}
    {{ return('round(' ~ sql ~ ', 12) + 0') }}
{% endmacro %}
