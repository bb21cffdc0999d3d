{#
    How many full intervals of so many days an age holds.

    Args:
        age: SQL of the age in days.
        days: length of an interval, a whole number.

    Example:
        {{ lead_scoring.full_intervals('age_days', 30) }}  ->  (age_days // 30)
#}
{% macro full_intervals(age, days) %}
    {{ return(adapter.dispatch('full_intervals', 'lead_scoring')(age, days)) }}
{% endmacro %}

{% macro default__full_intervals(age, days) %}
    {{ return('cast(floor(' ~ age ~ ' / ' ~ days ~ '.0) as ' ~ dbt.type_int() ~ ')') }}
{% endmacro %}

{% macro duckdb__full_intervals(age, days) %}
    {{ return('(' ~ age ~ ' // ' ~ days ~ ')') }}
{% endmacro %}

{% macro bigquery__full_intervals(age, days) %}
    {{ return('div(' ~ age ~ ', ' ~ days ~ ')') }}
{% endmacro %}

{% macro clickhouse__full_intervals(age, days) %}
    {{ return('intDiv(' ~ age ~ ', ' ~ days ~ ')') }}
{% endmacro %}

{#- A quotient of decimals is rounded to their decimals here: 29 / 30.0 is 1.0. -#}
{% macro trino__full_intervals(age, days) %}
    {{ return('cast(floor(cast(' ~ age ~ ' as double) / ' ~ days ~ ') as integer)') }}
{% endmacro %}

{% macro postgres__full_intervals(age, days) %}
    {{ return('(' ~ age ~ ' / ' ~ days ~ ')') }}
{% endmacro %}

{% macro spark__full_intervals(age, days) %}
    {{ return('cast(' ~ age ~ ' div ' ~ days ~ ' as int)') }}
{% endmacro %}
