{#
    The calendar day of a UTC timestamp in the scoring time zone.

    Args:
        column: SQL of a UTC timestamp without a zone.

    Example:
        {{ lead_scoring.local_day('occurred_at') }}  ->  cast(occurred_at as date)
#}
{% macro local_day(column) %}
    {{ return(adapter.dispatch('local_day', 'lead_scoring')(column)) }}
{% endmacro %}

{% macro default__local_day(column) %}
    {%- set zone = lead_scoring.timezone() -%}
    {%- if zone == 'UTC' -%}
        {{ return('cast(' ~ column ~ ' as date)') }}
    {%- endif -%}
    {{ return('cast(' ~ column ~ " at time zone 'UTC' at time zone '" ~ zone ~ "' as date)") }}
{% endmacro %}

{% macro snowflake__local_day(column) %}
    {%- set zone = lead_scoring.timezone() -%}
    {%- if zone == 'UTC' -%}
        {{ return('cast(' ~ column ~ ' as date)') }}
    {%- endif -%}
    {{ return("cast(convert_timezone('UTC', '" ~ zone ~ "', " ~ column ~ ') as date)') }}
{% endmacro %}

{% macro bigquery__local_day(column) %}
    {{ return('date(' ~ column ~ ", '" ~ lead_scoring.timezone() ~ "')") }}
{% endmacro %}

{% macro clickhouse__local_day(column) %}
    {%- set zone = lead_scoring.timezone() -%}
    {%- if zone == 'UTC' -%}
        {{ return('toDate32(' ~ column ~ ')') }}
    {%- endif -%}
    {{ return('toDate32(toTimeZone(' ~ column ~ ", '" ~ zone ~ "'))") }}
{% endmacro %}

{#- `at time zone` would take a time without a zone for one of the session's. -#}
{% macro trino__local_day(column) %}
    {%- set zone = lead_scoring.timezone() -%}
    {%- if zone == 'UTC' -%}
        {{ return('cast(' ~ column ~ ' as date)') }}
    {%- endif -%}
    {{ return('cast(with_timezone(' ~ column ~ ", 'UTC') at time zone '" ~ zone ~ "' as date)") }}
{% endmacro %}

{% macro spark__local_day(column) %}
    {%- set zone = lead_scoring.timezone() -%}
    {{ return(
        'cast('
        ~ (column if zone == 'UTC' else "convert_timezone('UTC', '" ~ zone ~ "', " ~ column ~ ')')
        ~ ' as date)'
    ) }}
{% endmacro %}
