{#
    A moment in UTC as a SQL literal, of the type to which inputs bring their times.

    Args:
        moment: text `YYYY-MM-DD HH:MM:SS`, perhaps with a fraction, checked before.

    Example:
        {{ lead_scoring.timestamp_literal('2026-03-01 11:00:00') }}
            ->  timestamp '2026-03-01 11:00:00'
#}
{% macro timestamp_literal(moment) %}
    {{ return(adapter.dispatch('timestamp_literal', 'lead_scoring')(moment)) }}
{% endmacro %}

{% macro default__timestamp_literal(moment) %}
    {{ return("timestamp '" ~ moment ~ "'") }}
{% endmacro %}

{#- An instant. Without its offset it would be read in the project's own default time zone. -#}
{% macro bigquery__timestamp_literal(moment) %}
    {{ return("timestamp '" ~ moment ~ "+00'") }}
{% endmacro %}

{#- What plain TIMESTAMP means is a setting of the account (TIMESTAMP_TYPE_MAPPING). -#}
{% macro snowflake__timestamp_literal(moment) %}
    {{ return("cast('" ~ moment ~ "' as timestamp_ntz)") }}
{% endmacro %}

{#- DateTime has whole seconds only. -#}
{% macro clickhouse__timestamp_literal(moment) %}
    {{ return("toDateTime64('" ~ moment ~ "', 6, 'UTC')") }}
{% endmacro %}

{% macro spark__timestamp_literal(moment) %}
    {{ return("timestamp_ntz '" ~ moment ~ "'") }}
{% endmacro %}
