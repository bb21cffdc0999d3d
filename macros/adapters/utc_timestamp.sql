{#
    A column as a timestamp without a zone, in UTC. A time without a zone is UTC already; a date, in
    text too, begins at midnight of the scoring time zone; text that is no time is null.

    Args:
        column: SQL of the column.
        family: its `type_family`.

    Example:
        {{ lead_scoring.utc_timestamp('created', 'timestamp_tz') }}  ->  created at time zone 'UTC'
#}
{% macro utc_timestamp(column, family) %}
    {%- set in_utc = adapter.dispatch('utc_timestamp', 'lead_scoring') -%}
    {%- set moment = in_utc(column, family) -%}
    {%- if family == 'text' and lead_scoring.timezone() != 'UTC' -%}
        {#- A day has at most ten letters, a time more. -#}
        {%- set moment = 'case when length(' ~ lead_scoring.trimmed(column) ~ ') <= 10 then '
            ~ in_utc('cast(' ~ moment ~ ' as date)', 'date') ~ ' else ' ~ moment ~ ' end' -%}
    {%- endif -%}
    {{ return(moment) }}
{% endmacro %}

{% macro default__utc_timestamp(column, family) %}
    {%- set zone = lead_scoring.timezone() -%}
    {%- if family == 'timestamp_tz' -%}
        {{ return(column ~ " at time zone 'UTC'") }}
    {%- elif family == 'date' and zone != 'UTC' -%}
        {{ return(
            "cast(" ~ column ~ " as timestamp) at time zone '" ~ zone ~ "' at time zone 'UTC'"
        ) }}
    {%- endif -%}
    {{ return('cast(' ~ column ~ ' as ' ~ dbt.type_timestamp() ~ ')') }}
{% endmacro %}

{% macro duckdb__utc_timestamp(column, family) %}
    {%- if family == 'text' -%}
        {%- set text = lead_scoring.trimmed(column) -%}
        {#- A cast to timestamp would drop the offset: 10:00+01 is 09:00. -#}
        {{ return(
            'case when not regexp_matches(' ~ text ~ ", '" ~ lead_scoring._timestamp_pattern()
            ~ "') then null when regexp_matches(" ~ text ~ ", ':[0-9.]+ *(Z|[+-][0-9:]+)$')"
            ~ ' then try_cast(' ~ text ~ " as timestamptz) at time zone 'UTC'"
            ~ ' else try_cast(' ~ text ~ ' as timestamp) end'
        ) }}
    {%- endif -%}
    {{ return(lead_scoring.default__utc_timestamp(column, family)) }}
{% endmacro %}

{% macro snowflake__utc_timestamp(column, family) %}
    {%- set zone = lead_scoring.timezone() -%}
    {%- if family == 'timestamp_tz' -%}
        {{ return("cast(convert_timezone('UTC', " ~ column ~ ') as timestamp_ntz)') }}
    {%- elif family == 'text' -%}
        {%- set text = 'regexp_replace(' ~ lead_scoring.trimmed(column)
            ~ ", ' *UTC$', 'Z')" -%}
        {#- Digits alone would be read as seconds since 1970. As DATETIME a
            time loses its offset. -#}
        {{ return(
            'case when regexp_instr('
            ~ text ~ ", '" ~ lead_scoring._timestamp_pattern() ~ "') = 0 then null"
            ~ ' when regexp_instr(' ~ text ~ ", ':[0-9.]+ *(Z|[+-][0-9:]+)$') > 0"
            ~ " then cast(convert_timezone('UTC', try_cast(" ~ text
            ~ ' as timestamp_tz)) as timestamp_ntz)'
            ~ ' else try_cast(' ~ text ~ ' as datetime) end'
        ) }}
    {%- elif family == 'date' and zone != 'UTC' -%}
        {{ return(
            "convert_timezone('" ~ zone ~ "', 'UTC', cast(" ~ column ~ ' as timestamp_ntz))'
        ) }}
    {%- endif -%}
    {{ return('cast(' ~ column ~ ' as timestamp_ntz)') }}
{% endmacro %}

{#- TIMESTAMP is an instant, DATETIME what a clock says. -#}
{% macro bigquery__utc_timestamp(column, family) %}
    {%- if family == 'text' -%}
        {#- A cast wants seconds, at most 6 digits after them, and an offset +02:00 without a blank.
            A time without a zone is of the project's default zone there, so
            ours is written out. -#}
        {%- set texts = namespace(value=lead_scoring.trimmed(column)) -%}
        {%- for pattern, replacement in {
            '^([0-9-]+[ T][0-9]+:[0-9]+)($|[^0-9:])': '\\\\1:00\\\\2',
            '([.][0-9]{6})[0-9]+': '\\\\1',
            '^(.*:[0-9.]+) *(Z|[+-].*)$': '\\\\1\\\\2',
            '(:[0-9.]+[+-][0-9]{2})([0-9]{2})$': '\\\\1:\\\\2',
        }.items() -%}
            {%- set texts.value = 'regexp_replace(' ~ texts.value ~ ", '" ~ pattern ~ "', '"
                ~ replacement ~ "')" -%}
        {%- endfor -%}
        {{ return(
            'case when regexp_contains(' ~ texts.value ~ ", '"
            ~ lead_scoring._timestamp_pattern() ~ "') then"
            ~ ' case when regexp_contains(' ~ texts.value ~ ", ':[0-9.]+ *(Z|UTC|[+-][0-9:]+)$')"
            ~ ' then safe_cast(' ~ texts.value ~ ' as timestamp)'
            ~ ' else timestamp(safe_cast(' ~ texts.value ~ " as datetime), 'UTC') end end"
        ) }}
    {%- elif family == 'date' -%}
        {{ return('timestamp(' ~ column ~ ", '" ~ lead_scoring.timezone() ~ "')") }}
    {%- endif -%}
    {{ return('cast(' ~ column ~ ' as timestamp)') }}
{% endmacro %}

{#- DateTime and DateTime64 are instants. The type says in which zone they are
    read: in ours, UTC. -#}
{% macro clickhouse__utc_timestamp(column, family) %}
    {%- if family == 'text' -%}
        {%- set text = lead_scoring.trimmed(column) -%}
        {{ return(
            'if(match(' ~ text ~ ", '" ~ lead_scoring._timestamp_pattern()
            ~ "'), parseDateTime64BestEffortOrNull(" ~ text ~ ", 6, 'UTC'), null)"
        ) }}
    {%- elif family == 'date' -%}
        {{ return(
            'toTimeZone(toDateTime64(' ~ column ~ ", 6, '" ~ lead_scoring.timezone() ~ "'), 'UTC')"
        ) }}
    {%- endif -%}
    {{ return('toDateTime64(' ~ column ~ ", 6, 'UTC')") }}
{% endmacro %}

{#- With 6 decimals: a plain timestamp has 3 here, and a cast rounds, perhaps into the next day. -#}
{% macro trino__utc_timestamp(column, family) %}
    {%- set zone = lead_scoring.timezone() -%}
    {%- if family == 'text' -%}
        {{ return(lead_scoring._trino_moment_in_text(lead_scoring.trimmed(column))) }}
    {%- elif family == 'timestamp_tz' -%}
        {{ return('cast(' ~ column ~ " at time zone 'UTC' as timestamp(6))") }}
    {%- elif family == 'date' and zone != 'UTC' -%}
        {{ return(
            'cast(with_timezone(cast(' ~ column ~ " as timestamp(6)), '" ~ zone
            ~ "') at time zone 'UTC' as timestamp(6))"
        ) }}
    {%- endif -%}
    {{ return('cast(' ~ column ~ ' as timestamp(6))') }}
{% endmacro %}

{#- A cast reads a blank, not a T, before the time, and an offset only with its minutes. -#}
{% macro _trino_moment_in_text(text) %}
    {%- set spaced = 'replace(' ~ text ~ ", 'T', ' ')" -%}
    {%- set offset = "regexp_replace(regexp_replace(" ~ spaced
        ~ ", ' *Z$', '+00'), '([+-][0-9]{2})$', '$1:00')" -%}
    {{ return(
        'case when regexp_like(' ~ text ~ ", ':[0-9.]+ *(Z|[+-][0-9:]+)$')"
        ~ ' then cast(try_cast(regexp_replace(' ~ offset
        ~ ", ' *([+-][0-9]{2}):?([0-9]{2})$', '$1:$2')"
        ~ " as timestamp(6) with time zone) at time zone 'UTC' as timestamp(6))"
        ~ ' else try_cast(' ~ spaced ~ ' as timestamp(6)) end'
    ) }}
{% endmacro %}

{#-
    A cast that fails would stop the query, so the text is looked at before: its form, and whether
    its month has that day. What follows the microseconds is cut off: a cast rounds it, perhaps into
    the next day.
-#}
{% macro postgres__utc_timestamp(column, family) %}
    {%- if family != 'text' -%}
        {{ return(lead_scoring.default__utc_timestamp(column, family)) }}
    {%- endif -%}
    {%- set cell = lead_scoring.trimmed(column) -%}
    {{ return(
        '(\n        select ' ~ lead_scoring._timestamp_in_text('moment') | trim
        ~ '\n        from (select regexp_replace('
        ~ cell ~ ", '([.][0-9]{6})[0-9]+', e'\\\\1') as moment) as cell\n    )"
    ) }}
{% endmacro %}

{#- The same without a subquery, which has to read a table here. -#}
{% macro redshift__utc_timestamp(column, family) %}
    {%- if family != 'text' -%}
        {{ return(lead_scoring.default__utc_timestamp(column, family)) }}
    {%- endif -%}
    {%- set cell = lead_scoring.trimmed(column) -%}
    {{ return(lead_scoring._timestamp_in_text(
        'case when ' ~ cell ~ " ~ '[.][0-9]{7}' then left(" ~ cell ~ ', 26) || ltrim(substring('
        ~ cell ~ ", 27), '0123456789') else " ~ cell ~ ' end'
    ) | trim) }}
{% endmacro %}

{% macro _timestamp_in_text(text) %}
    {%- set clock = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?' -%}
    {%- set offset = ' *(Z|UTC|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?)' %}
        case when {{ text }}
            ~ '^[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}([ T]{{ clock }}({{ offset }})?)?$' then
            case
                when left({{ text }}, 4) = '0000' then null
                when extract(
                    month from (left({{ text }}, 7) || '-01')::date
                    + substring({{ text }}, 9, 2)::int - 1
                ) <> substring({{ text }}, 6, 2)::int then null
                when {{ text }} ~ ':[0-9.]+{{ offset }}$'
                    then ({{ text }})::timestamptz at time zone 'UTC'
                else ({{ text }})::timestamp
            end
        end
{% endmacro %}

{#- Spark's TIMESTAMP is an instant that is shown in the zone of the session; only TIMESTAMP_NTZ
    means the same in all sessions. -#}
{% macro spark__utc_timestamp(column, family) %}
    {%- set zone = lead_scoring.timezone() -%}
    {%- if family == 'timestamp_tz' -%}
        {{ return(lead_scoring._spark_instant(column)) }}
    {%- elif family == 'date' and zone != 'UTC' -%}
        {{ return(
            "convert_timezone('" ~ zone ~ "', 'UTC', cast(" ~ column ~ ' as timestamp_ntz))'
        ) }}
    {%- elif family == 'text' -%}
        {%- set text = lead_scoring.trimmed(column) -%}
        {%- set moment = '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}'
            ~ '([ T][0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}([.][0-9]*)?)?)?' -%}
        {#- Spark itself would read 2026 and 10:00 (of today) as times, and drop an offset. -#}
        {{ return(
            'case when ' ~ text ~ " rlike '^" ~ moment ~ "\\\\z' then try_cast("
            ~ text ~ ' as timestamp_ntz)'
            ~ ' when ' ~ text ~ " rlike '^" ~ moment ~ " *(Z|[+-][0-9:]+)\\\\z' then "
            ~ lead_scoring._spark_instant('try_cast(' ~ text ~ ' as timestamp)') ~ ' end'
        ) }}
    {%- endif -%}
    {{ return('cast(' ~ column ~ ' as timestamp_ntz)') }}
{% endmacro %}

{#- A cast would take the zone of the session. -#}
{% macro _spark_instant(sql) %}
    {{ return(
        "timestamp_ntz '1970-01-01 00:00:00' + make_dt_interval(0, 0, 0, cast(unix_micros(" ~ sql
        ~ ') as decimal(20, 0)) / 1000000)'
    ) }}
{% endmacro %}

{#- A day, or a day and a time, perhaps with its offset: what a guess would also read as
    one is left out. -#}
{% macro _timestamp_pattern() %}
    {{ return(
        '^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}'
        ~ '([ T]([01]?[0-9]|2[0-3]):[0-5]?[0-9](:[0-5]?[0-9]([.][0-9]+)?)?'
        ~ '( *(Z|UTC|[+-][0-9:]+))?)?$'
    ) }}
{% endmacro %}
