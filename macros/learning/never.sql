{#
    What stands for the days since an event that never happened, with its sign turned: lower than
    any.

    Example:
        coalesce(-last_age_days, {{ lead_scoring.never() }})
#}
{% macro never() %}
    {{ return(-1000000) }}
{% endmacro %}
