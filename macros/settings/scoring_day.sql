{#
    The scoring date as a SQL literal.

    Example:
        {{ lead_scoring.scoring_day() }}  ->  date '2026-06-30'
#}
{% macro scoring_day() %}
    {{ return(lead_scoring.date_literal(lead_scoring.scoring_date())) }}
{% endmacro %}
