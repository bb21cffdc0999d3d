{#
    A column of times as comparisons see it: in UTC, of one type with the moments that it is
    compared with.

    Args:
        sql: the column.
        family: its `type_family`, 'timestamp' or 'timestamp_tz'.

    Example:
        {{ lead_scoring.prepared_timestamp('last_call_at', 'timestamp_tz') }}
            ->  last_call_at at time zone 'UTC'
#}
{% macro prepared_timestamp(sql, family) %}
    {{ return(adapter.dispatch('prepared_timestamp', 'lead_scoring')(sql, family)) }}
{% endmacro %}

{% macro default__prepared_timestamp(sql, family) %}
    {{ return(lead_scoring.utc_timestamp(sql, family) if family == 'timestamp_tz' else sql) }}
{% endmacro %}

{#- A DATETIME is not compared with a TIMESTAMP. -#}
{% macro bigquery__prepared_timestamp(sql, family) %}
    {{ return(lead_scoring.utc_timestamp(sql, family)) }}
{% endmacro %}

{#- The zone is part of the type, and says which day it is. -#}
{% macro clickhouse__prepared_timestamp(sql, family) %}
    {{ return(lead_scoring.utc_timestamp(sql, family)) }}
{% endmacro %}
