{#
    A number of seconds, milliseconds or microseconds since 1970 as a timestamp in UTC, to the
    second: APIs give times so. A number from 100 billion on is one of milliseconds, one from 100
    trillion on of microseconds; as seconds, and as milliseconds, these would be of the year 5138.

    Args:
        sql: a number.

    Example:
        {{ lead_scoring.epoch_timestamp('created') }}
            ->  1661707291575 and 1661707291 are both 2022-08-28 17:21:31
#}
{% macro epoch_timestamp(sql) %}
    {%- set seconds = 'cast(floor(case when abs(' ~ sql ~ ') >= 100000000000000 then ' ~ sql
        ~ ' / 1000000.0 when abs(' ~ sql ~ ') >= 100000000000 then ' ~ sql ~ ' / 1000.0 else '
        ~ sql ~ ' end) as ' ~ dbt.type_bigint() ~ ')' -%}
    {{ return(adapter.dispatch('epoch_timestamp', 'lead_scoring')(seconds)) }}
{% endmacro %}

{% macro default__epoch_timestamp(seconds) %}
    {%- set start = "cast('1970-01-01 00:00:00' as " ~ lead_scoring.type_utc_timestamp() ~ ')' -%}
    {{ return(dbt.dateadd('second', seconds, start) | trim) }}
{% endmacro %}

{% macro duckdb__epoch_timestamp(seconds) %}
    {{ return('make_timestamp(' ~ seconds ~ ' * 1000000)') }}
{% endmacro %}

{% macro postgres__epoch_timestamp(seconds) %}
    {{ return('to_timestamp(' ~ seconds ~ ") at time zone 'UTC'") }}
{% endmacro %}

{% macro redshift__epoch_timestamp(seconds) %}
    {{ return(lead_scoring.default__epoch_timestamp(seconds)) }}
{% endmacro %}

{% macro bigquery__epoch_timestamp(seconds) %}
    {{ return('timestamp_seconds(' ~ seconds ~ ')') }}
{% endmacro %}

{% macro spark__epoch_timestamp(seconds) %}
    {{ return(
        "timestamp_ntz '1970-01-01 00:00:00' + make_dt_interval(0, 0, 0, " ~ seconds ~ ')'
    ) }}
{% endmacro %}

{% macro clickhouse__epoch_timestamp(seconds) %}
    {{ return('toDateTime64(' ~ seconds ~ ", 6, 'UTC')") }}
{% endmacro %}
