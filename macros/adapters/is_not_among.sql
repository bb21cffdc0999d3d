{#
    Whether a value is none of another query's; a value that is null is none of them.

    Args:
        table, column: name of the table and of its column, the value.
        others: name of the query that has a column of the same name, without nulls.

    Example:
        {{ lead_scoring.is_not_among('events', 'event_id', 'repeated_ids') }}
            ->  (events.event_id is null or events.event_id not in (select event_id from repeated_ids))
#}
{% macro is_not_among(table, column, others) %}
    {{ return(adapter.dispatch('is_not_among', 'lead_scoring')(table, column, others)) }}
{% endmacro %}

{% macro default__is_not_among(table, column, others) %}
    {%- set value = table ~ '.' ~ column -%}
    {{ return('(' ~ value ~ ' is null or ' ~ value ~ ' not in (select ' ~ column ~ ' from ' ~ others ~ '))') }}
{% endmacro %}

{#- Beside an `or`, `not in` is a loop over all pairs there. -#}
{% macro spark__is_not_among(table, column, others) %}
    {{ return(
        'not exists (select 1 from ' ~ others ~ ' where ' ~ others ~ '.' ~ column ~ ' = ' ~ table ~ '.' ~ column ~ ')'
    ) }}
{% endmacro %}
