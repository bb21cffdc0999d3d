{#
    The exact decimal type with so many digits in all and after the point.

    Example:
        cast(0 as {{ lead_scoring.type_decimal(18, 2) }})
#}
{% macro type_decimal(precision, scale) %}
    {{ return(adapter.dispatch('type_decimal', 'lead_scoring')(precision, scale)) }}
{% endmacro %}

{% macro default__type_decimal(precision, scale) %}
    {{ return('decimal(' ~ precision ~ ', ' ~ scale ~ ')') }}
{% endmacro %}

{#- NUMERIC ends at 9 decimals, and a cast there takes no parameters in a query's types. -#}
{% macro bigquery__type_decimal(precision, scale) %}
    {{ return('bignumeric' if scale > 9 else 'numeric') }}
{% endmacro %}
