{#
    Whether a value that is not null is none of another query's.

    Args:
        value: SQL of the value.
        column, others: name of the other query and of its column, without nulls.

    Example:
        {{ lead_scoring.is_not_among('event_id', 'id_key', 'repeated_ids') }}
            ->  event_id not in (select id_key from repeated_ids)
#}
{% macro is_not_among(value, column, others) %}
    {{ return(adapter.dispatch('is_not_among', 'lead_scoring')(value, column, others)) }}
{% endmacro %}

{% macro default__is_not_among(value, column, others) %}
    {{ return(value ~ ' not in (select ' ~ column ~ ' from ' ~ others ~ ')') }}
{% endmacro %}

{#- Beside an `or`, `not in` is a loop over all pairs there. -#}
{% macro spark__is_not_among(value, column, others) %}
    {{ return(
        'not exists (select 1 from ' ~ others ~ ' where ' ~ others ~ '.' ~ column ~ ' = '
        ~ value ~ ')'
    ) }}
{% endmacro %}
