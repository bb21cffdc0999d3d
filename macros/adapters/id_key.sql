{#
    What event ids are grouped by to find those that repeat: on DuckDB a number of 64 bits, in a
    third of the time that text takes (2.7 floors for 30 million events, and 8 with UUIDs). Two ids
    may have one number; which rows repeat is then told by the ids themselves.

    Args:
        event_id: SQL of an id.

    Example:
        {{ lead_scoring.id_key('event_id') }}  ->  hash(event_id)
#}
{% macro id_key(event_id) %}
    {{ return(adapter.dispatch('id_key', 'lead_scoring')(event_id)) }}
{% endmacro %}

{% macro default__id_key(event_id) %}
    {{ return(event_id) }}
{% endmacro %}

{% macro duckdb__id_key(event_id) %}
    {{ return('hash(' ~ event_id ~ ')') }}
{% endmacro %}
