{#
    The time so many seconds after another one.

    Args:
        time: SQL of the time, see `type_utc_timestamp`.
        seconds: a whole number.

    Example:
        {{ lead_scoring.seconds_after('occurred_at', 5) }}
            ->  date_add(occurred_at, interval (5) second)
#}
{% macro seconds_after(time, seconds) %}
    {{ return(adapter.dispatch('seconds_after', 'lead_scoring')(
        time, lead_scoring._read_integer(seconds | string)
    )) }}
{% endmacro %}

{% macro default__seconds_after(time, seconds) %}
    {{ return(dbt.dateadd('second', seconds, time) | trim) }}
{% endmacro %}

{% macro postgres__seconds_after(time, seconds) %}
    {{ return(time ~ " + interval '" ~ seconds ~ " seconds'") }}
{% endmacro %}

{#- As elsewhere: an interval there has no seconds in an expression. -#}
{% macro redshift__seconds_after(time, seconds) %}
    {{ return('dateadd(second, ' ~ seconds ~ ', ' ~ time ~ ')') }}
{% endmacro %}

{#- dateadd there makes a DATETIME, which is compared with no TIMESTAMP. -#}
{% macro bigquery__seconds_after(time, seconds) %}
    {{ return('timestamp_add(' ~ time ~ ', interval ' ~ seconds ~ ' second)') }}
{% endmacro %}

{% macro spark__seconds_after(time, seconds) %}
    {{ return(time ~ ' + make_dt_interval(0, 0, 0, ' ~ seconds ~ ')') }}
{% endmacro %}

{% macro clickhouse__seconds_after(time, seconds) %}
    {{ return(time ~ ' + toIntervalSecond(' ~ seconds ~ ')') }}
{% endmacro %}

{% macro duckdb__seconds_after(time, seconds) %}
    {{ return(time ~ ' + interval ' ~ seconds ~ ' second') }}
{% endmacro %}
