{#
    The key of something on a day, from its key: in a replay a lead is one thing a day, so that
    whatever joins and groups leads of the scoring date by their keys does so for many days at once.

    Args:
        key: SQL of a key, see `lead_key`; null stays null.
        day: the column that holds the day; none, as in the live score: there is one day alone, and the
            key stays as it is.

    Example:
        {{ lead_scoring.on_day('lead_key') }}                  ->  lead_key
        {{ lead_scoring.on_day('lead_key', 'scoring_date') }}  ->  hash(lead_key, scoring_date)
#}
{% macro on_day(key, day=none) %}
    {{ return(key if day is none else adapter.dispatch('on_day', 'lead_scoring')(key, day)) }}
{% endmacro %}

{% macro default__on_day(key, day) %}
    {{ return(key ~ " || ' ' || cast(" ~ day ~ ' as ' ~ dbt.type_string() ~ ')') }}
{% endmacro %}

{#- A number, as `lead_key` is there. -#}
{% macro duckdb__on_day(key, day) %}
    {{ return('case when ' ~ key ~ ' is not null then hash(' ~ key ~ ', ' ~ day ~ ') end') }}
{% endmacro %}
