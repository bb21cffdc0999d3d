{#
    A day as a SQL literal.

    Args:
        day: text `YYYY-MM-DD`, checked before.

    Example:
        {{ lead_scoring.date_literal('2026-06-30') }}  ->  date '2026-06-30'
#}
{% macro date_literal(day) %}
    {{ return(adapter.dispatch('date_literal', 'lead_scoring')(day)) }}
{% endmacro %}

{% macro default__date_literal(day) %}
    {{ return("date '" ~ day ~ "'") }}
{% endmacro %}

{#- A Date begins with 1970 and takes an earlier day for that; a Date32 begins with 1900. -#}
{% macro clickhouse__date_literal(day) %}
    {{ return("toDate32('" ~ day ~ "')") }}
{% endmacro %}
