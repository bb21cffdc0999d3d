{#
    Whether a day lies so many days before or after the day that is scored, by calendar days.

    Args:
        sql: SQL of the day.
        operator: 'within_last_days', 'older_than_days' or 'within_next_days'.
        value: the cell with the number of days.
        day: SQL of the day that is scored; none: the scoring date.

    Example:
        {{ lead_scoring.relative_condition('"signed_on"', 'within_last_days', '30') }}
            ->  "signed_on" between date '2026-06-30' - 29 and date '2026-06-30'
#}
{% macro relative_condition(sql, operator, value, day=none) %}
    {{ return(adapter.dispatch('relative_condition', 'lead_scoring')(
        sql, operator, lead_scoring._read_integer(value), day or lead_scoring.scoring_day()
    )) }}
{% endmacro %}

{% macro default__relative_condition(sql, operator, days, day) %}
    {%- if operator == 'within_next_days' -%}
        {{ return(lead_scoring.days_between(day, sql) ~ ' between 0 and ' ~ (days - 1)) }}
    {%- elif operator == 'within_last_days' -%}
        {{ return(lead_scoring.days_between(sql, day) ~ ' between 0 and ' ~ (days - 1)) }}
    {%- endif -%}
    {{ return(lead_scoring.days_between(sql, day) ~ ' >= ' ~ days) }}
{% endmacro %}

{#- A date that is infinite has no distance there, and comes before or after all others. -#}
{% macro postgres__relative_condition(sql, operator, days, day) %}
    {%- if operator == 'within_next_days' -%}
        {{ return(sql ~ ' between ' ~ day ~ ' and ' ~ day ~ ' + ' ~ (days - 1)) }}
    {%- elif operator == 'within_last_days' -%}
        {{ return(sql ~ ' between ' ~ day ~ ' - ' ~ (days - 1) ~ ' and ' ~ day) }}
    {%- endif -%}
    {{ return(sql ~ ' <= ' ~ day ~ ' - ' ~ days) }}
{% endmacro %}

{% macro duckdb__relative_condition(sql, operator, days, day) %}
    {{ return(lead_scoring.postgres__relative_condition(sql, operator, days, day)) }}
{% endmacro %}

{#- The calendar day of a prepared column in the scoring time zone; null where a text has none. -#}
{% macro day_of_column(sql, family) %}
    {{ return(
        sql if family == 'date'
        else lead_scoring.local_day(
            lead_scoring.timestamp_or_null(sql) if family == 'text' else sql
        )
    ) }}
{% endmacro %}
