{#
    Whole days from one date to a later one.

    Args:
        first, second: SQL of dates.

    Example:
        {{ lead_scoring.days_between('occurred_on', "date '2026-06-30'") }}
            ->  date '2026-06-30' - occurred_on
#}
{% macro days_between(first, second) %}
    {{ return(adapter.dispatch('days_between', 'lead_scoring')(first, second)) }}
{% endmacro %}

{% macro default__days_between(first, second) %}
    {{ return(dbt.datediff(first, second, 'day')) }}
{% endmacro %}

{% macro duckdb__days_between(first, second) %}
    {{ return(second ~ ' - ' ~ first) }}
{% endmacro %}

{% macro postgres__days_between(first, second) %}
    {{ return(second ~ ' - ' ~ first) }}
{% endmacro %}

{% macro bigquery__days_between(first, second) %}
    {{ return('date_diff(' ~ second ~ ', ' ~ first ~ ', day)') }}
{% endmacro %}

{#- Two Date32 cannot be subtracted. -#}
{% macro clickhouse__days_between(first, second) %}
    {{ return("dateDiff('day', " ~ first ~ ', ' ~ second ~ ')') }}
{% endmacro %}

{% macro trino__days_between(first, second) %}
    {{ return("date_diff('day', " ~ first ~ ', ' ~ second ~ ')') }}
{% endmacro %}

{% macro spark__days_between(first, second) %}
    {{ return('datediff(' ~ second ~ ', ' ~ first ~ ')') }}
{% endmacro %}
