{#
    What to do about a column that should hold times and does not, in words: a model that has the
    time beside it.

    Args:
        input: see `input_contract`.
        ours: our name of the column.
        theirs: its name in the data.
        is_number: whether it holds numbers: seconds or milliseconds since 1970; else texts.

    Example:
        {{ lead_scoring.fix_of_time('events', 'occurred_at', 'ts', true) }}
            ->  name in lead_scoring__events a model of your own, `select *, make_timestamp(…) as
                occurred_at_utc from crm.events`, …
#}
{% macro fix_of_time(input, ours, theirs, is_number) %}
    {%- set column = lead_scoring.quoted(theirs) -%}
    {%- set way = adapter.dispatch('time_of_number', 'lead_scoring') -%}
    {%- set sql = way(column, 1) if is_number
        else 'strptime(' ~ column ~ ", '%m/%d/%Y %H:%M')" -%}
    {{ return(
        'name in lead_scoring__' ~ input ~ ' a model of your own, `select *, ' ~ sql ~ ' as '
        ~ ours ~ '_utc from ' ~ lead_scoring.from_source(lead_scoring.input_source(input)) ~ '`'
        ~ (' where it is seconds since 1970, `' ~ way(column, 1000) ~ '` where it is milliseconds'
            if is_number else ' or as the file has it')
        ~ ', and map it: lead_scoring__column_mapping: {' ~ input ~ ': {' ~ ours ~ ': ' ~ ours
        ~ '_utc}}'
    ) }}
{% endmacro %}

{#- A number of seconds (or thousandths, by `per_second`) since 1970 as a timestamp in UTC. -#}
{% macro default__time_of_number(column, per_second) %}
    {{ return(
        "timestamp '1970-01-01 00:00:00' + " ~ column ~ ' / ' ~ per_second
        ~ ".0 * interval '1' second"
    ) }}
{% endmacro %}

{% macro duckdb__time_of_number(column, per_second) %}
    {{ return(
        'make_timestamp(cast(' ~ column ~ ' as bigint) * ' ~ 1000000 // per_second ~ ')'
    ) }}
{% endmacro %}

{% macro postgres__time_of_number(column, per_second) %}
    {{ return(
        "timestamp '1970-01-01' + " ~ column ~ ' / ' ~ per_second ~ ".0 * interval '1 second'"
    ) }}
{% endmacro %}

{% macro snowflake__time_of_number(column, per_second) %}
    {{ return('to_timestamp_ntz(' ~ column ~ ', ' ~ (3 if per_second == 1000 else 0) ~ ')') }}
{% endmacro %}

{% macro bigquery__time_of_number(column, per_second) %}
    {{ return(
        ('timestamp_millis' if per_second == 1000 else 'timestamp_seconds')
        ~ '(cast(' ~ column ~ ' as int64))'
    ) }}
{% endmacro %}

{% macro spark__time_of_number(column, per_second) %}
    {{ return(
        ('timestamp_millis' if per_second == 1000 else 'timestamp_seconds')
        ~ '(cast(' ~ column ~ ' as bigint))'
    ) }}
{% endmacro %}

{% macro clickhouse__time_of_number(column, per_second) %}
    {{ return(
        'fromUnixTimestamp64Milli(toInt64(' ~ column ~ ') * ' ~ 1000 // per_second ~ ", 'UTC')"
    ) }}
{% endmacro %}

{% macro trino__time_of_number(column, per_second) %}
    {{ return('from_unixtime(' ~ column ~ ' / ' ~ per_second ~ '.0)') }}
{% endmacro %}
