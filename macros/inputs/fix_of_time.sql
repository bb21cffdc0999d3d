{#
    What to do about a column that should hold times and does not, in words: a model that has the
    time beside it.

    Args:
        input: see `input_contract`.
        ours: our name of the column.
        theirs: its name in the data.
        is_number: whether it holds numbers: seconds or milliseconds since 1970; else texts.
        example: a text that it holds.

    Example:
        {{ lead_scoring.fix_of_time('events', 'occurred_at', 'ts', true) }}
            ->  name in lead_scoring__events a model of your own, `select *, make_timestamp(…) as
                occurred_at_utc from crm.events`, …
#}
{% macro fix_of_time(input, ours, theirs, is_number, example='') %}
    {%- set column = lead_scoring.quoted(theirs) -%}
    {%- set way = adapter.dispatch('time_of_number', 'lead_scoring') -%}
    {%- set formats = lead_scoring._formats_of_time(example) -%}
    {%- set sql = way(column, 1) if is_number
        else 'strptime(' ~ column ~ ", ['" ~ formats.texts | join("', '") ~ "'])" -%}
    {{ return(
        'name in lead_scoring__' ~ input ~ ' a model of your own, `select *, ' ~ sql ~ ' as '
        ~ ours ~ '_utc from ' ~ lead_scoring.from_source(lead_scoring.input_source(input)) ~ '`'
        ~ (' where it is seconds since 1970, `' ~ way(column, 1000) ~ '` where it is milliseconds'
            if is_number else formats.doubt)
        ~ ', and map it: lead_scoring__column_mapping: {' ~ input ~ ': {' ~ ours ~ ': ' ~ ours
        ~ '_utc}}'
    ) }}
{% endmacro %}

{#-
    In which formats a column of texts is probably written, by one of them: `texts`, fit for
    strptime, with the time of day and without; `doubt`, what must be looked at, in words.

    Example:
        {{ lead_scoring._formats_of_time('05/06/2026 10:00') }}
            ->  texts: %m/%d/%Y %H:%M:%S, %m/%d/%Y %H:%M, %m/%d/%Y
                doubt: if the month comes first (`%d/%m/%Y` if the day does)
-#}
{% macro _formats_of_time(example) %}
    {%- set parts = modules.re.match(
        '^\\s*(\\d{1,4})([./-])(\\d{1,2})[./-](\\d{1,4})(.*)$', example
    ) -%}
    {%- set first, sign, second, last, rest = parts.groups() if parts
        else ('1', '/', '1', '2000', '') -%}
    {%- set year = '%Y' if [first, last] | map('length') | max == 4 else '%y' -%}
    {%- set month_first = ['%m', '%d', year] | join(sign) -%}
    {%- set day_first = ['%d', '%m', year] | join(sign) -%}
    {%- if first | length > 2 -%}
        {%- set date, doubt = ['%Y', '%m', '%d'] | join(sign), '' -%}
    {%- elif first | int > 12 -%}
        {%- set date, doubt = day_first, '' -%}
    {%- elif second | int > 12 -%}
        {%- set date, doubt = month_first, '' -%}
    {%- else -%}
        {%- set date = month_first -%}
        {%- set doubt = ' if the month comes first (`' ~ day_first ~ '` if the day does)' -%}
    {%- endif -%}
    {%- set clock = ['%I:%M:%S %p', '%I:%M %p'] if not rest | trim
        or modules.re.search('(?i)[ap]m\\s*$', rest) else [] -%}
    {%- do clock.extend(['%H:%M:%S', '%H:%M']) -%}
    {%- set texts = [] -%}
    {%- for time in clock -%}
        {%- do texts.append(date ~ ' ' ~ time) -%}
    {%- endfor -%}
    {{ return({
        'texts': texts + [date],
        'doubt': doubt if parts else ' or as the file has it',
    }) }}
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
