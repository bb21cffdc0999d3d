{#
    The events that a rule counts, one row each, for rules that look at more of an event than its
    day (SPEC: Events): those after the latest `since_subject`, of each value of `count_by` the
    latest alone, at most `max_per_day` of a day. Reads the CTE `activities`.

    Args:
        scope, rule, inputs: see `event_rule`.

    Returns a query: the keys of the scope, `occurred_on`; with an amount also `occurred_at`,
    `event_id` and `amount`; with `within_days` also `span_begins_on`: the day of the event that
    makes it so many with this one, counted backwards.

    Example:
        {{ lead_scoring.counted_events(scope, rule, inputs) }}
            ->  select lead_key, max(occurred_on) as occurred_on
                from (
                    select activities.lead_key as lead_key, occurred_on, "asset_text" as counted_by
                    from activities
                    where activity = 'download WITH asset' and "asset_text" is not null
                ) as matching
                group by lead_key, counted_by
#}
{% macro counted_events(scope, rule, inputs) %}
{%- set events = lead_scoring._matching_events(scope, rule, inputs) | trim -%}
{%- set by_value = (scope['keys'] + ['counted_by']) | join(', ') -%}
{%- set by_day = (scope['keys'] + ['occurred_on']) | join(', ') -%}
{%- set columns = lead_scoring._columns_of_events(scope, rule, inputs) -%}
{%- if rule.count_by and not rule.amount -%}
    {%- set events = 'select ' ~ scope['keys'] | join(', ') ~ ', max(occurred_on) as occurred_on'
        ~ lead_scoring._from_query(events, 'matching') ~ '\ngroup by ' ~ by_value -%}
{%- elif rule.count_by -%}
    {%- set events = lead_scoring._first_of(events, columns, by_value, rule, inputs, 1) -%}
{%- endif -%}
{%- if rule.max_per_day -%}
    {%- set events = lead_scoring._first_of(
        events, columns, by_day, rule, inputs, lead_scoring._read_integer(rule.max_per_day)
    ) -%}
{%- endif -%}
{%- if rule.within_days -%}
    {%- set order = lead_scoring.latest_first(rule, inputs) -%}
    {%- set events = 'select\n    ' ~ columns | join(',\n    ') ~ ',\n    lead(occurred_on, '
        ~ (lead_scoring._read_integer(rule.min_count) - 1) ~ ') over (\n        partition by '
        ~ scope['keys'] | join(', ') ~ '\n        order by ' ~ order | join(', ')
        ~ '\n    ) as span_begins_on' ~ lead_scoring._from_query(events, 'counted') -%}
{%- endif -%}
{{ events }}
{% endmacro %}

{#- Whether a rule looks at more of its events than the day: then they are numbered, or joined. -#}
{% macro looks_at_events(rule) %}
    {{ return(
        true if rule.rule_type | lower == 'event'
            and (rule.count_by or rule.within_days or rule.since_subject or rule.amount)
        else false
    ) }}
{% endmacro %}

{#- The events that condition, window and validity leave, after the latest reset. -#}
{% macro _matching_events(scope, rule, inputs) %}
{%- set columns = scope['keys'] + ['occurred_on'] -%}
{%- set conditions = lead_scoring.counting_conditions(scope, rule, inputs) -%}
{%- if rule.amount -%}
    {%- set amount = lead_scoring.carried_value(
        lead_scoring.property_of(rule.amount, inputs, 'number')
    ) -%}
    {%- do columns.append('occurred_at') -%}
    {%- do columns.append('event_id') if 'event_id' in inputs.events -%}
    {%- do columns.append(lead_scoring.amount_of(amount.column) ~ ' as amount') -%}
{%- endif -%}
{%- if rule.count_by -%}
    {%- set value = 'occurred_on' if rule.count_by | lower == 'day'
        else lead_scoring.carried_value(
            lead_scoring.property_of(rule.count_by, inputs)
        ).column -%}
    {%- do columns.append(value ~ ' as counted_by') -%}
    {%- do conditions.append(value ~ ' is not null') if value != 'occurred_on' -%}
{%- endif -%}
{%- do conditions.append('(reset_at is null or occurred_at > reset_at)') if rule.since_subject %}
select
    {{ columns | join(',\n    ') }}
{%- if rule.since_subject %}
{%- set reset = lead_scoring.activity_of(rule, inputs, rule.since_subject) %}
from (
    select activities.*, resets.reset_at as reset_at
    from {{ scope.activities }} as activities
    left join (
        select {{ scope['keys'] | join(', ') }}, max(occurred_at) as reset_at
        from {{ scope.activities }}
        where {{ (
            [lead_scoring.is_counted_as(reset)] + lead_scoring.dated_conditions_of_activities(
                scope, rule, inputs, subject=rule.since_subject
            )
        ) | join('\n            and ') }}
        group by {{ scope['keys'] | join(', ') }}
    ) as resets
        on {{ lead_scoring.same_keys(scope, 'activities', 'resets') }}
) as activities
{%- else %}
from {{ scope.activities }}
{%- endif %}
where {{ conditions | join('\n    and ') }}
{% endmacro %}

{% macro _columns_of_events(scope, rule, inputs) %}
    {{ return(
        scope['keys'] + ['occurred_on'] + (
            ['occurred_at'] + (['event_id'] if 'event_id' in inputs.events else []) + ['amount']
            if rule.amount else []
        )
    ) }}
{% endmacro %}

{#- So many of each value or day, the latest first. -#}
{% macro _first_of(events, columns, keys, rule, inputs, at_most) %}
    {{ return(
        'select ' ~ columns | join(', ') ~ lead_scoring._from_query(
            'select\n    *,\n    row_number() over (\n        partition by ' ~ keys
            ~ '\n        order by ' ~ lead_scoring.latest_first(rule, inputs) | join(', ')
            ~ '\n    ) as event_rank' ~ lead_scoring._from_query(events, 'matching'),
            'ranked'
        ) ~ '\nwhere event_rank <= ' ~ at_most
    ) }}
{% endmacro %}

{% macro _from_query(query, name) %}
    {{ return('\nfrom (\n    ' ~ lead_scoring.indented(query, 4) ~ '\n) as ' ~ name) }}
{% endmacro %}

{#-
    The order of events from the latest on, a list: by time, then by id, those without one last;
    what has both in common by amount. Where only days are looked at, by day.
-#}
{% macro latest_first(rule, inputs) %}
    {{ return(
        [lead_scoring.latest_day_first(
            lead_scoring.dated_conditions(rule) or lead_scoring.dated_signal(rule.subject)
        )] + (
            ['occurred_at desc'] + (
                [lead_scoring.by_code_point('event_id') ~ ' desc nulls last']
                if 'event_id' in inputs.events else []
            ) + ['amount desc nulls last'] if rule.amount else []
        )
    ) }}
{% endmacro %}

{#-
    Events by their day, which is never null, from the latest on.

    Args:
        has_bounds: whether a date is compared that events carry, with two bounds perhaps. DuckDB
            1.5 then fails while it works out whether a day may be null ("Failed to cast expression
            to type"); told where nulls go it does not, and takes up to twice as long.
-#}
{% macro latest_day_first(has_bounds) %}
    {{ return(adapter.dispatch('latest_day_first', 'lead_scoring')(has_bounds)) }}
{% endmacro %}

{% macro default__latest_day_first(has_bounds) %}
    {{ return('occurred_on desc') }}
{% endmacro %}

{% macro duckdb__latest_day_first(has_bounds) %}
    {{ return('occurred_on desc' ~ (' nulls first' if has_bounds else '')) }}
{% endmacro %}
