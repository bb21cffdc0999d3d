{#
    Whether a moment falls into a span, as a condition of an outer join: `starts_at` belongs to it,
    `ends_at` does not, and without them it has no such end. A row without a moment belongs to the
    span that has no end.

    DuckDB joins by a key only where all else are comparisons, else every row with every other:
    2.3 million activities and 5 400 links took 14 seconds, and with comparisons 0.1.

    Args:
        moment, starts_at, ends_at: SQL of timestamps.

    Example:
        {{ lead_scoring.during('occurred_at', 'links.starts_at', 'links.ends_at') }}
            ->  (links.starts_at is null or occurred_at is null or occurred_at >= links.starts_at)
                and (links.ends_at is null or occurred_at < links.ends_at)
#}
{% macro during(moment, starts_at, ends_at) %}
    {{ return(adapter.dispatch('during', 'lead_scoring')(moment, starts_at, ends_at)) }}
{% endmacro %}

{% macro default__during(moment, starts_at, ends_at) %}
    {{ return(
        '(' ~ starts_at ~ ' is null or ' ~ moment ~ ' is null\n        or ' ~ moment ~ ' >= '
        ~ starts_at ~ ')\n    and (' ~ ends_at ~ ' is null or ' ~ moment ~ ' < ' ~ ends_at ~ ')'
    ) }}
{% endmacro %}

{% macro duckdb__during(moment, starts_at, ends_at) %}
    {%- set moment = 'coalesce(' ~ moment ~ ", timestamp '9999-12-31')" -%}
    {{ return(
        moment ~ '\n        >= ' ~ lead_scoring._first_timestamp(starts_at) ~ '\n    and ' ~ moment
        ~ '\n        < ' ~ lead_scoring._last_timestamp(ends_at)
    ) }}
{% endmacro %}

{% macro _first_timestamp(sql) %}
    {{ return('coalesce(' ~ sql ~ ", timestamp '-infinity')") }}
{% endmacro %}

{% macro _last_timestamp(sql) %}
    {{ return('coalesce(' ~ sql ~ ", timestamp 'infinity')") }}
{% endmacro %}

{#-
    Whether two spans have a moment in common, as a condition of an outer join; of a record only the
    latest link goes on.

    Args:
        span, next_span: names of the queries, with `starts_at` and `ends_at`; the first one has
            `has_record` too.

    Example:
        {{ lead_scoring.goes_on('chain_0', 'next_links') }}
            ->  case when chain_0.has_record then next_links.ends_at is null else … end
#}
{% macro goes_on(span, next_span) %}
    {{ return(adapter.dispatch('goes_on', 'lead_scoring')(span, next_span)) }}
{% endmacro %}

{% macro default__goes_on(span, next_span) %}
case
    when {{ span }}.has_record then {{ next_span }}.ends_at is null
    else coalesce({{ span }}.ends_at > {{ next_span }}.starts_at, true)
        and coalesce({{ next_span }}.ends_at > {{ span }}.starts_at, true)
end
{% endmacro %}

{#- In comparisons, see `during`. -#}
{% macro duckdb__goes_on(span, next_span) %}
case when {{ span }}.has_record then timestamp 'infinity'
    else {{ lead_scoring._last_timestamp(span ~ '.ends_at') }} end
    > {{ lead_scoring._first_timestamp(next_span ~ '.starts_at') }}
and case when {{ span }}.has_record then timestamp '9999-12-31'
    else {{ lead_scoring._first_timestamp(span ~ '.starts_at') }} end
    < {{ lead_scoring._last_timestamp(next_span ~ '.ends_at') }}
{% endmacro %}
