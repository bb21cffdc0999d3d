{#
    An `event` rule: leads with the right number of counted activities (SPEC: How a score is
    computed, steps 1 to 6). Reads the CTE `activities`.

    Args:
        scope: see `scope`.
        card, rule: the scorecard and the rule.
        inputs: see `scorecard_inputs`.

    Example:
        {{ lead_scoring.event_rule(scope, card, rule, inputs) }}
            ->  select lead_key, …, count(*) as event_count, …
                from activities
                where activity = 'site_visit'
                    and occurred_on > date '2026-06-30' - 30
                group by lead_key
                having count(*) >= 3
#}
{% macro event_rule(scope, card, rule, inputs) %}
{%- if lead_scoring.looks_at_events(rule) -%}
{{ lead_scoring._rule_over_events(scope, card, rule, inputs) }}
{%- else -%}
{%- set conditions = lead_scoring.counting_conditions(scope, rule, inputs) -%}
{%- set keys = scope['keys'] | join(', ') -%}
{%- set by_day = rule.max_per_day is not none -%}
{%- set count = 'sum(event_count)' if by_day else lead_scoring.count_of_rows() -%}
{%- set age = lead_scoring.days_between('occurred_on', scope.day) -%}
{%- set latest_age = '(' ~ lead_scoring.days_between('max(occurred_on)', scope.day) ~ ')' -%}
{%- set share = lead_scoring.decay_factor(rule, '(' ~ age ~ ')') -%}
{%- if rule.award | lower != 'each' -%}
    {%- set times = lead_scoring.decay_factor(rule, latest_age) -%}
{%- elif share is none -%}
    {%- set times = count -%}
{%- else -%}
    {%- set times = lead_scoring.exact_sum(('event_count * ' if by_day else '') ~ share) -%}
{%- endif -%}
{%- set fires = lead_scoring.count_condition(count, rule) %}
select
    {{ keys }},
    {{ lead_scoring.rule_names(card, rule) | join(',\n    ') }},
    {{ count }} as event_count,
    max(occurred_on) as last_event_on,
    {{ lead_scoring.points_of_rule(rule, times) }} as points
{%- if by_day %}
from (
    select
        {{ keys }},
        occurred_on,
        least(count(*), {{ lead_scoring._read_integer(rule.max_per_day) }}) as event_count
    from {{ scope.activities }}
    where {{ conditions | join('\n        and ') }}
    group by {{ keys }}, occurred_on
) as days_of_leads
{%- else %}
from {{ scope.activities }}
where {{ conditions | join('\n    and ') }}
{%- endif %}
group by {{ keys }}
{%- if fires %}
having {{ fires }}
{%- endif %}
{%- endif %}
{% endmacro %}

{#- The same where more of the events is looked at than their days, see `counted_events`. -#}
{% macro _rule_over_events(scope, card, rule, inputs) %}
{%- set keys = scope['keys'] | join(', ') -%}
{%- set events = lead_scoring.counted_events(scope, rule, inputs) | trim -%}
{%- set is_each = rule.award | lower == 'each' -%}
{%- set is_close = lead_scoring.days_between('span_begins_on', 'occurred_on') ~ ' < '
    ~ lead_scoring._read_integer(rule.within_days or '1') -%}
{%- set last_on = 'max(case when ' ~ is_close ~ ' then occurred_on end)' if rule.within_days
    else 'max(occurred_on)' -%}
{%- set share = lead_scoring.decay_factor(rule, '(' ~ lead_scoring.days_between(
    'occurred_on' if is_each else last_on, scope.day
) ~ ')') -%}
{%- if rule.amount and is_each -%}
    {%- set faded = 'amount' ~ (' * ' ~ share if share is not none else '') -%}
    {%- set times = lead_scoring.times_amount(rule, lead_scoring.exact_sum(faded)) -%}
{%- elif rule.amount -%}
    {%- set latest = 'max(case when latest_rank = 1 then amount end)' -%}
    {%- set times = lead_scoring.times_amount(
        rule, latest ~ (' * ' ~ share if share is not none else '')
    ) -%}
    {%- set order = (['case when ' ~ is_close ~ ' then 0 else 1 end'] if rule.within_days else [])
        + lead_scoring.latest_first(rule, inputs) -%}
    {%- set events = 'select\n    *,\n    row_number() over (\n        partition by ' ~ keys
        ~ '\n        order by ' ~ order | join(', ') ~ '\n    ) as latest_rank'
        ~ lead_scoring._from_query(events, 'counted_events') -%}
{%- elif is_each -%}
    {%- set times = lead_scoring.count_of_rows() if share is none
        else lead_scoring.exact_sum(share) -%}
{%- else -%}
    {%- set times = share -%}
{%- endif -%}
{%- set counted = dict(rule, min_count=none) if rule.within_days else rule -%}
{%- set fires = [last_on ~ ' is not null' if rule.within_days,
    lead_scoring.count_condition(lead_scoring.count_of_rows(), counted)] | select | list %}
select
    {{ keys }},
    {{ lead_scoring.rule_names(card, rule) | join(',\n    ') }},
    {{ lead_scoring.count_of_rows() }} as event_count,
    {{ last_on }} as last_event_on,
    {{ lead_scoring.points_of_rule(rule, times) }} as points
from (
    {{ lead_scoring.indented(events, 4) }}
) as events_of_leads
group by {{ keys }}
{%- if fires %}
having {{ fires | join('\n    and ') }}
{%- endif %}
{% endmacro %}

{#-
    Which activities a rule counts, as conditions over the CTE `activities`, a list: its activity,
    its window and its validity.

    Args:
        scope, rule, inputs: see `event_rule`.
        subject: what is counted instead, see `activity_of`.
-#}
{% macro counting_conditions(scope, rule, inputs, subject=none) %}
    {%- set activity = lead_scoring.activity_with_values(rule, inputs) if subject is none
        else lead_scoring.activity_of(rule, inputs, subject) -%}
    {%- set conditions = [lead_scoring.is_counted_as(activity)] -%}
    {%- if rule.window_days -%}
        {%- do conditions.append(
            lead_scoring.days_between('occurred_on', scope.day) ~ ' < '
            ~ lead_scoring._read_integer(rule.window_days)
        ) -%}
    {%- endif -%}
    {%- do conditions.extend(
        lead_scoring.dated_conditions_of_activities(scope, rule, inputs, subject=subject)
    ) -%}
    {{ return(conditions + lead_scoring.validity_conditions(rule)) }}
{% endmacro %}

{#- Whether a row of the stream is an activity, as SQL. -#}
{% macro is_counted_as(activity) %}
    {{ return(
        lead_scoring.is_own_event() if activity.name == '*'
        else 'activity = ' ~ lead_scoring.text_literal(activity.name)
    ) }}
{% endmacro %}

{#- The span in which an event must fall to count for a rule, as conditions, a list. -#}
{% macro validity_conditions(rule) %}
    {%- set conditions = [] -%}
    {%- for cell, comparison in (('valid_from', '>='), ('valid_to', '<')) if rule[cell] -%}
        {%- set moment = lead_scoring._read_timestamp(rule[cell]) -%}
        {%- do conditions.append(
            ('occurred_on ' if moment.day else 'occurred_at ') ~ comparison ~ ' '
            ~ (moment.day or moment.instant)
        ) -%}
    {%- endfor -%}
    {{ return(conditions) }}
{% endmacro %}

{#- The columns by which every row about a rule names it. -#}
{% macro rule_names(card, rule) %}
    {#- An effect is in no group's sum, whatever its group. -#}
    {%- set no_name = 'cast(null as ' ~ dbt.type_string() ~ ')' -%}
    {%- set adds = lead_scoring.effect_of(rule) is none -%}
    {{ return([
        lead_scoring.text_literal(card.scorecard_id) ~ ' as scorecard_id',
        (lead_scoring.text_literal(rule.group_id) if adds else no_name) ~ ' as group_id',
        (
            lead_scoring.text_literal(card.groups[rule.group_id].axis | lower) if adds else no_name
        ) ~ ' as axis',
        lead_scoring.text_literal(rule.rule_id) ~ ' as rule_id',
    ]) }}
{% endmacro %}
