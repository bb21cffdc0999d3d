{#
    The date that is so many days after another.

    Args:
        day: SQL of a date.
        days: a whole number.

    Example:
        {{ lead_scoring.day_after('created_on', 14) }}  ->  created_on + 14
#}
{% macro day_after(day, days) %}
    {{ return(adapter.dispatch('day_after', 'lead_scoring')(day, days)) }}
{% endmacro %}

{% macro default__day_after(day, days) %}
    {{ return('cast(' ~ dbt.dateadd('day', days, day) ~ ' as date)') }}
{% endmacro %}

{% macro duckdb__day_after(day, days) %}
    {{ return('(' ~ day ~ ' + ' ~ days ~ ')') }}
{% endmacro %}

{% macro postgres__day_after(day, days) %}
    {{ return('(' ~ day ~ ' + ' ~ days ~ ')') }}
{% endmacro %}

{% macro spark__day_after(day, days) %}
    {{ return('date_add(' ~ day ~ ', ' ~ days ~ ')') }}
{% endmacro %}

{% macro bigquery__day_after(day, days) %}
    {{ return('date_add(' ~ day ~ ', interval ' ~ days ~ ' day)') }}
{% endmacro %}

{% macro clickhouse__day_after(day, days) %}
    {{ return('addDays(' ~ day ~ ', ' ~ days ~ ')') }}
{% endmacro %}
