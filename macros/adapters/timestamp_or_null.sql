{#
    The time in UTC that a prepared text holds, null where it holds none.

    Args:
        sql: the column, in lower case.

    Example:
        {{ lead_scoring.timestamp_or_null('last_call') }}
            ->  try_cast(upper(last_call) as timestamp)
#}
{% macro timestamp_or_null(sql) %}
    {{ return(lead_scoring.utc_timestamp('upper(' ~ sql ~ ')', 'text')) }}
{% endmacro %}
