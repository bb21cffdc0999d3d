{#
    The trace (SPEC: The trace): every enabled rule of a scorecard for every lead of its population,
    fired or not, with how many activities were counted and why it gave no points. A whole model.

    All rules are told from one pass over the activities, which meet a small table of rules. Each
    part has the `lead_id` and is joined by it, so that a filter on one lead reaches the tables
    below.

    Args:
        of: 'lead' or an entity, see `scope`.

    Example (models/core/lead_rule_trace.sql, whole):
        {{ lead_scoring.rule_trace() }}

            lead_id | rule_id | needed                 | events_counted | fired | no_points_because
            ann     | visits  | at least 4             | 2              | false | too_few
#}
{% macro rule_trace(of='lead') %}
{%- set scope = lead_scoring.scope(of) -%}
{%- set scorecards = lead_scoring.scorecards_of(scope) -%}
{%- set scored_leads = lead_scoring.table_of('scored_leads', scope) -%}
{%- set rule_points = lead_scoring.table_of('rule_points', scope) -%}
{%- set effects = lead_scoring.effects(scorecards) -%}
{#- While parsing always: it is what tells dbt of the dependency. -#}
{%- set adjustments = lead_scoring.table_of('adjustments', scope) if effects or not execute -%}
{%- set activities = lead_scoring.counted_activities(
    scope, lead_scoring.stream_values(scorecards)
) -%}
{%- set text = dbt.type_string() -%}
{%- set holding = [] -%}
{%- for card in scorecards.cards -%}
    {%- for rule in card.rules if rule.rule_type | lower in ('attribute', 'required') -%}
        {%- do holding.append(
            lead_scoring._condition_of_leads(card, rule, scorecards.inputs) | trim
        ) -%}
    {%- endfor -%}
{%- endfor -%}
{%- set counted_apart = lead_scoring.counted_apart(scope, scorecards) -%}
{%- set dated = lead_scoring._dated_rules(scope, scorecards) -%}
{%- set dated_columns -%}
{%- for value in lead_scoring.stream_values(scorecards)
    if dated and not value.is_of_all %}, {{ value.column }}
{%- endfor -%}
{%- endset -%}
{%- set machine_activities = lead_scoring.counted_activities(
    scope, lead_scoring.stream_values(scorecards), 'only'
) -%}
{%- set has_machines = lead_scoring.event_filters() | length > 0 -%}
with

{{ lead_scoring.scored_subjects(scope) | trim }},

activities as {{ lead_scoring.inlined_cte() }}(

    {{ lead_scoring.indented(activities | trim, 4) }}

),

rules as (

    {{ lead_scoring.indented(lead_scoring.traced_rules(scorecards), 4) }}

),

scored_leads as (

    select lead_id, scorecard_id, scoring_date
    from {{ scored_leads }}

),

-- What each rule counts of, and what an absence is given by.
counted_activities as (

    {{ lead_scoring.indented(lead_scoring.traced_activities(scorecards), 4) }}

),

{% if has_machines -%}
machine_activities as (

    {{ lead_scoring.indented(machine_activities | trim, 4) }}

),

{% endif -%}
{% if lead_scoring.counts_any_event(scorecards) -%}
-- An event of the lead's own is one by its type, and any event.
named_activities as (

    select lead_key, activity, occurred_on, occurred_at{{ dated_columns }}
    from activities

    union all

    select lead_key, '*' as activity, occurred_on, occurred_at{{ dated_columns }}
    from activities
    where {{ lead_scoring.is_own_event() }}

),

{% endif -%}
matches as (

    select
        leads.lead_id as lead_id,
        counted_activities.scorecard_id as scorecard_id,
        counted_activities.rule_id as rule_id,
        counted_activities.is_given as is_given,
        activities.occurred_on as occurred_on,
        counted_activities.max_per_day as max_per_day,
        case
            when activities.occurred_at < counted_activities.valid_from_at
                or activities.occurred_at >= counted_activities.valid_to_at
                or activities.occurred_on < counted_activities.valid_from_on
                or activities.occurred_on >= counted_activities.valid_to_on then 0
            else 1
        end as is_valid,
        case
            when {{ lead_scoring.days_between('activities.occurred_on', scope.day) }}
                >= counted_activities.window_days then 0
            else 1
        end as is_in_window
    from {{ 'named_activities as ' if lead_scoring.counts_any_event(scorecards) }}activities
    inner join leads
        on activities.lead_key = leads.lead_key
    inner join counted_activities
        on activities.activity = counted_activities.activity
    {%- if dated %}
    where case
        {%- for rule, is_given, conditions in dated %}
        when counted_activities.scorecard_id = {{ lead_scoring.text_literal(rule.scorecard_id) }}
            and counted_activities.rule_id = {{ lead_scoring.text_literal(rule.rule_id) }}
            and {{ 'not ' if not is_given }}counted_activities.is_given
            then {{ conditions | join('\n            and ') }}
        {%- endfor %}
        else true
    end
    {%- endif %}

),

days_of_matches as (

    select
        lead_id,
        scorecard_id,
        rule_id,
        is_given,
        occurred_on,
        max_per_day,
        {{ lead_scoring.count_of_rows() }} as events_found,
        cast(sum(is_valid) as {{ dbt.type_bigint() }}) as events_matched,
        cast(sum(is_valid * is_in_window) as {{ dbt.type_bigint() }}) as events_in_window
    from matches
    group by lead_id, scorecard_id, rule_id, is_given, occurred_on, max_per_day

),

counts as (

    select
        lead_id,
        scorecard_id,
        rule_id,
        sum(case when is_given then 0 else events_found end) as events_found,
        sum(case when is_given then 0 else events_matched end) as events_matched,
        sum(case when is_given then 0 else events_in_window end) as events_in_window,
        sum(case
            when is_given then 0
            when events_in_window > max_per_day then max_per_day
            else events_in_window
        end) as events_counted,
        sum(case when is_given then events_in_window else 0 end) as events_given
    from days_of_matches
    group by lead_id, scorecard_id, rule_id

),

{% if has_machines -%}
-- What meets the condition of a rule and was made by machines.
machine_matches as (

    select
        leads.lead_id as lead_id,
        counted_activities.scorecard_id as scorecard_id,
        counted_activities.rule_id as rule_id,
        count(*) as machine_count
    from machine_activities as activities
    inner join leads
        on activities.lead_key = leads.lead_key
    inner join counted_activities
        on activities.activity = counted_activities.activity
        {%- if lead_scoring.counts_any_event(scorecards) %}
        or (
            counted_activities.activity = '*' and {{ lead_scoring.is_own_event('activities.') }}
        )
        {%- endif %}
    where not counted_activities.is_given
        {%- if dated %}
        and case
            {%- for rule, is_given, conditions in dated if not is_given %}
            when counted_activities.scorecard_id
                    = {{ lead_scoring.text_literal(rule.scorecard_id) }}
                and counted_activities.rule_id = {{ lead_scoring.text_literal(rule.rule_id) }}
                then {{ conditions | join('\n                and ') }}
            {%- endfor %}
            else true
        end
        {%- endif %}
    group by leads.lead_id, counted_activities.scorecard_id, counted_activities.rule_id

),

{% endif -%}
{% if counted_apart -%}
activities_of_leads as (

    select
        leads.lead_id as lead_id,
        activities.*
    from activities
    inner join leads
        on activities.lead_key = leads.lead_key

),

-- What is left for rules that look at more of an event than its day.
counted_apart as (

    select
        lead_id,
        scorecard_id,
        rule_id,
        max(case when measure = 'counted' then event_count end) as events_counted,
        max(case when measure = 'since_reset' then event_count end) as events_since_reset,
        max(case when measure = 'close' then 1 else 0 end) as is_close,
        max(case when measure = 'without_decay' then abs(points) end) as points_without_decay
    from (
        {{ lead_scoring.indented(counted_apart, 8) }}
    ) as measures
    group by lead_id, scorecard_id, rule_id

),

{% endif -%}
-- Whether the condition of a rule about the lead itself holds; null where that is not known.
conditions as (

    {{ lead_scoring.indented(holding | join('\n\nunion all\n\n') or lead_scoring.inline_rows({
        'lead_id': text, 'scorecard_id': text, 'rule_id': text, 'holds': dbt.type_boolean(),
    }, []), 4) }}

),

points as (

    select
        leads.lead_id as lead_id,
        rule_points.scorecard_id as scorecard_id,
        rule_points.rule_id as rule_id,
        rule_points.last_event_on as last_event_on,
        rule_points.points as points
    from {{ rule_points.render() }} as rule_points
    inner join leads
        on rule_points.lead_key = leads.lead_key
    {%- if effects %}
    where rule_points.axis is not null

    union all

    -- Of an effect what it changed.
    select
        leads.lead_id as lead_id,
        adjustments.scorecard_id as scorecard_id,
        adjustments.rule_id as rule_id,
        adjustments.last_event_on as last_event_on,
        adjustments.points as points
    from {{ adjustments.render() }} as adjustments
    inner join leads
        on adjustments.lead_key = leads.lead_key
    where adjustments.rule_id is not null
    {%- endif %}

),

traced as (

    select
        scored_leads.lead_id as lead_id,
        rules.scorecard_id as scorecard_id,
        scored_leads.scoring_date as scoring_date,
        rules.group_id as group_id,
        rules.rule_id as rule_id,
        rules.description as description,
        rules.activity as activity,
        case when rules.activity is not null
            then coalesce(counts.events_matched, 0) end as events_matched,
        case when rules.activity is not null
            then coalesce(counts.events_in_window, 0) end as events_in_window,
        case when rules.activity is not null
            {%- if counted_apart %}
            then case
                when rules.is_counted_apart then coalesce(counted_apart.events_counted, 0)
                else coalesce(counts.events_counted, 0)
            end
            {%- else %}
            then coalesce(counts.events_counted, 0)
            {%- endif %} end as events_counted,
        points.last_event_on as last_event_on,
        rules.needed as needed,
        points.lead_id is not null as fired,
        points.points as points,
        rules.rule_type as rule_type,
        rules.decays as decays,
        rules.is_not_valid_yet as is_not_valid_yet,
        rules.min_count as min_count,
        rules.max_count as max_count,
        rules.given_min_count as given_min_count,
        coalesce(counts.events_found, 0) as events_found,
        coalesce(counts.events_given, 0) as events_given,
        {%- if has_machines %}
        coalesce(machine_matches.machine_count, 0) as machine_count,
        {%- endif %}
        {%- if counted_apart %}
        rules.is_since_reset as is_since_reset,
        coalesce(counted_apart.events_since_reset, 0) as events_since_reset,
        rules.is_counted_by as is_counted_by,
        rules.is_within as is_within,
        coalesce(counted_apart.is_close, 0) as is_close,
        coalesce(counted_apart.points_without_decay, 1) as points_without_decay,
        {%- endif %}
        rules.window_days as window_days,
        leads.lead_age_days as lead_age_days,
        conditions.holds as holds
    from scored_leads
    inner join rules
        on scored_leads.scorecard_id = rules.scorecard_id
    inner join leads
        on scored_leads.lead_id = leads.lead_id
    left join counts
        on scored_leads.lead_id = counts.lead_id
        and rules.scorecard_id = counts.scorecard_id
        and rules.rule_id = counts.rule_id
    {%- if has_machines %}
    left join machine_matches
        on scored_leads.lead_id = machine_matches.lead_id
        and rules.scorecard_id = machine_matches.scorecard_id
        and rules.rule_id = machine_matches.rule_id
    {%- endif %}
    {%- if counted_apart %}
    left join counted_apart
        on scored_leads.lead_id = counted_apart.lead_id
        and rules.scorecard_id = counted_apart.scorecard_id
        and rules.rule_id = counted_apart.rule_id
    {%- endif %}
    left join conditions
        on scored_leads.lead_id = conditions.lead_id
        and rules.scorecard_id = conditions.scorecard_id
        and rules.rule_id = conditions.rule_id
    left join points
        on scored_leads.lead_id = points.lead_id
        and rules.scorecard_id = points.scorecard_id
        and rules.rule_id = points.rule_id

),

final as (

    select
        lead_id{{ ' as ' ~ scope.entity ~ '_id' if scope.entity != 'lead' }},
        scorecard_id,
        scoring_date,
        group_id,
        rule_id,
        description,
        activity,
        cast(events_matched as {{ dbt.type_bigint() }}) as events_matched,
        cast(events_in_window as {{ dbt.type_bigint() }}) as events_in_window,
        cast(events_counted as {{ dbt.type_bigint() }}) as events_counted,
        last_event_on,
        needed,
        fired,
        points,
        cast(case
            when fired and points = 0 and decays
                {{- ' and points_without_decay <> 0' if counted_apart }} then 'decayed_to_zero'
            when fired then null
            when is_not_valid_yet then 'rule_not_valid_yet'
            when rule_type = 'event' and events_found > 0 and events_matched = 0
                then 'outside_validity'
            {%- if has_machines %}
            when rule_type = 'event' and events_found = 0 and machine_count > 0 then 'only_machines'
            {%- endif %}
            when rule_type = 'event' and events_found = 0 then 'no_such_event'
            when rule_type = 'event' and events_in_window = 0 then 'outside_window'
            {%- if counted_apart %}
            when is_since_reset and events_since_reset = 0 then 'before_reset'
            when is_counted_by and events_counted = 0 then 'no_value'
            {%- endif %}
            when rule_type = 'event' and events_counted < min_count then 'too_few'
            {%- if counted_apart %}
            when is_within and (max_count is null or is_close = 0) then 'not_close_enough'
            {%- endif %}
            when rule_type = 'event' and events_counted > max_count then 'too_many'
            when rule_type = 'absence' and events_given < given_min_count then 'not_exposed'
            when rule_type = 'absence' and lead_age_days < window_days then 'lead_too_young'
            when rule_type = 'absence' then 'happened'
            when holds is null then 'value_unknown'
            else 'condition_false'
        end as {{ text }}) as no_points_because
    from traced

)

{{ lead_scoring.select_contract('final') }}
{% endmacro %}

{% macro _condition_of_leads(card, rule, inputs) %}
{%- set conditions = [] -%}
{%- for line in lead_scoring.conditions_of(rule) -%}
    {%- set condition = lead_scoring.single_lead_condition(line, inputs) -%}
    {%- if lead_scoring.signal_name(line.subject) is not none -%}
        {%- do conditions.append(condition) -%}
    {%- else -%}
        {#- What is known but cannot be read as the condition wants it does not meet it. -#}
        {%- set column = lead_scoring.amount_column(line, inputs)
            if line.amount and not line.operator
            else lead_scoring.rule_column(
                lead_scoring.column_of(line.subject, line, inputs.leads).name
            ) -%}
        {%- do conditions.append(
            'case when ' ~ column ~ ' is null then ' ~ condition
            ~ ' else coalesce(' ~ condition ~ ', false) end'
        ) -%}
    {%- endif -%}
{%- endfor -%}
-- {{ lead_scoring.comment_text(card.scorecard_id ~ ', ' ~ rule.rule_id) }}
select
    lead_id,
    {{ lead_scoring.text_literal(card.scorecard_id) }} as scorecard_id,
    {{ lead_scoring.text_literal(rule.rule_id) }} as rule_id,
    {{ lead_scoring.joined_conditions(rule, conditions) }} as holds
from leads
{% endmacro %}

{#- The rules as rows that SQL can join, with what each needs, also in words. -#}
{% macro traced_rules(scorecards) %}
    {%- set text, whole, rows = dbt.type_string(), dbt.type_bigint(), [] -%}
    {%- set flag = dbt.type_boolean() -%}
    {%- set apart = {
        'is_counted_apart': flag, 'is_since_reset': flag, 'is_counted_by': flag, 'is_within': flag,
    } if lead_scoring.rules_over_events(scorecards) else {} -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules -%}
            {%- set type = rule.rule_type | lower -%}
            {%- set over_events = type in ('event', 'absence') -%}
            {%- set activity = lead_scoring.activity_of(rule, scorecards.inputs).name
                if over_events else none -%}
            {%- set begins = lead_scoring._read_timestamp(rule.valid_from)
                if rule.valid_from else none -%}
            {%- do rows.append([
                lead_scoring.text_literal(card.scorecard_id),
                lead_scoring.cell_literal(rule.group_id),
                lead_scoring.text_literal(rule.rule_id),
                lead_scoring.text_literal(rule.description or rule.rule_id),
                lead_scoring.text_literal(type),
                lead_scoring.cell_literal(activity),
                lead_scoring.text_literal(lead_scoring.needed_in_words(rule)),
                lead_scoring._read_integer(rule.min_count or '1'),
                lead_scoring._read_integer(rule.max_count) if rule.max_count else 'null',
                lead_scoring._read_integer(rule.given_min_count or '1')
                    if rule.given_subject else 0,
                lead_scoring._read_integer(rule.window_days) if rule.window_days else 'null',
                'true' if (rule.half_life_days or rule.decay_percent)
                    and lead_scoring._read_number(rule.points or '0') != '0' else 'false',
                'false' if begins is none else (
                    lead_scoring.scoring_day() ~ ' < ' ~ (
                        begins.day or lead_scoring.local_day(begins.instant)
                    )
                ),
            ] + ([
                'true' if lead_scoring.looks_at_events(rule) else 'false',
                'true' if type == 'event' and rule.since_subject else 'false',
                'true' if type == 'event' and rule.count_by else 'false',
                'true' if type == 'event' and rule.within_days else 'false',
            ] if apart else [])) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set columns = {
        'scorecard_id': text, 'group_id': text, 'rule_id': text, 'description': text,
        'rule_type': text, 'activity': text, 'needed': text, 'min_count': whole,
        'max_count': whole, 'given_min_count': whole, 'window_days': whole,
        'decays': dbt.type_boolean(), 'is_not_valid_yet': dbt.type_boolean(),
    } -%}
    {%- do columns.update(apart) -%}
    {{ return(lead_scoring.inline_rows(columns, rows)) }}
{% endmacro %}

{#- The rules that look at more of an event than its day, as pairs of scorecard and rule. -#}
{% macro rules_over_events(scorecards) %}
    {%- set rules = [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules if lead_scoring.looks_at_events(rule) -%}
            {%- do rules.append([card, rule]) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(rules) }}
{% endmacro %}

{#-
    What such rules count, whatever they need, as a query; empty where there are none: a `select` a
    rule and `measure`: how many events are `counted`, how many there are `since_reset`, whether so
    many are `close`, and the points `without_decay`. Reads the CTE `activities_of_leads`.
-#}
{% macro counted_apart(scope, scorecards) %}
    {%- set scope = dict(scope, keys=['lead_id'], activities='activities_of_leads') -%}
    {%- set selects = [] -%}
    {%- for card, rule in lead_scoring.rules_over_events(scorecards) -%}
        {%- set any_number = dict(rule, min_count=none, max_count=none, within_days=none) -%}
        {%- set measures = {'counted': any_number} -%}
        {%- do measures.update({'since_reset': dict(
            any_number, count_by=none, amount=none, max_per_day=none
        )}) if rule.since_subject -%}
        {%- do measures.update({'close': dict(rule, max_count=none)})
            if rule.within_days and rule.max_count -%}
        {%- do measures.update({'without_decay': dict(
            rule, half_life_days=none, decay_percent=none, decay_every_days=none
        )}) if rule.amount and (rule.half_life_days or rule.decay_percent) -%}
        {%- for measure, line in measures.items() -%}
            {%- do selects.append(
                '-- ' ~ lead_scoring.comment_text(card.scorecard_id ~ ', ' ~ rule.rule_id)
                ~ '\nselect lead_id, scorecard_id, rule_id, ' ~ lead_scoring.text_literal(measure)
                ~ ' as measure, event_count, points' ~ lead_scoring._from_query(
                    lead_scoring.event_rule(scope, card, line, scorecards.inputs) | trim, 'measured'
                )
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(selects | join('\n\nunion all\n\n')) }}
{% endmacro %}

{#- The rules that compare a date of events with the scoring date: of each the rule, whether it is
    about what is given, and its conditions as SQL. -#}
{% macro _dated_rules(scope, scorecards) %}
    {%- set found = [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules if rule.rule_type | lower in ('event', 'absence') -%}
            {%- for subject in [none] + ([rule.given_subject] if rule.given_subject else []) -%}
                {%- set conditions = lead_scoring.dated_conditions_of_activities(
                    scope, rule, scorecards.inputs, 'activities.', subject
                ) -%}
                {%- do found.append([rule, subject is not none, conditions]) if conditions -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}

{#- Which activities are looked at for which rule, as rows that SQL can join. -#}
{% macro traced_activities(scorecards) %}
    {%- set text, rows = dbt.type_string(), [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules if rule.rule_type | lower in ('event', 'absence') -%}
            {%- set subjects = [none] + ([rule.given_subject] if rule.given_subject else []) -%}
            {%- for subject in subjects -%}
                {%- set spans = [] -%}
                {%- for cell in ('valid_from', 'valid_to') -%}
                    {%- set moment = lead_scoring._read_timestamp(rule[cell])
                        if rule[cell] else {} -%}
                    {%- do spans.append(moment.get('day') or 'null') -%}
                    {%- do spans.append(moment.get('instant') or 'null') -%}
                {%- endfor -%}
                {%- do rows.append([
                    lead_scoring.text_literal(card.scorecard_id),
                    lead_scoring.text_literal(rule.rule_id),
                    lead_scoring.text_literal(
                        lead_scoring.activity_with_values(rule, scorecards.inputs).name
                        if subject is none and lead_scoring.dated_conditions(rule)
                        else lead_scoring.activity_of(rule, scorecards.inputs, subject).name
                    ),
                    'false' if subject is none else 'true',
                    lead_scoring._read_integer(rule.window_days) if rule.window_days else 'null',
                    lead_scoring._read_integer(rule.max_per_day) if rule.max_per_day else 'null',
                ] + spans) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows({
        'scorecard_id': text, 'rule_id': text, 'activity': text, 'is_given': dbt.type_boolean(),
        'window_days': dbt.type_bigint(), 'max_per_day': dbt.type_bigint(), 'valid_from_on': 'date',
        'valid_from_at': lead_scoring.type_utc_timestamp(), 'valid_to_on': 'date',
        'valid_to_at': lead_scoring.type_utc_timestamp(),
    }, rows)) }}
{% endmacro %}

{#- What a rule needs to fire, in words: at least 3 in 30 days. -#}
{% macro needed_in_words(rule) %}
    {%- set type = rule.rule_type | lower -%}
    {%- if type in ('attribute', 'required') -%}
        {%- set conditions = [] -%}
        {%- for condition in lead_scoring.conditions_of(rule) -%}
            {%- do conditions.append((
                condition.amount ~ ' is known' if condition.amount and not condition.operator
                else [condition.subject, condition.operator, condition.value] | select | join(' ')
            ) | replace('_', ' ')) -%}
        {%- endfor -%}
        {{ return(conditions | join(' ' ~ lead_scoring.joiner_of(rule) ~ ' ')) }}
    {%- endif -%}
    {%- set window = ' in ' ~ rule.window_days ~ ' days' if rule.window_days else '' -%}
    {%- if type == 'absence' -%}
        {%- set at_most = lead_scoring._read_integer(rule.max_count or '0') -%}
        {{ return(('at most ' ~ at_most if at_most else 'none') ~ window ~ (
            ', given at least ' ~ (rule.given_min_count or '1') ~ ' ' ~ rule.given_subject
            if rule.given_subject else ''
        )) }}
    {%- endif -%}
    {%- set least = rule.min_count or '1' -%}
    {%- set different = '' if not rule.count_by
        else ' different days' if rule.count_by | lower == 'day'
        else ' different ' ~ rule.count_by -%}
    {{ return(
        (least ~ ' to ' ~ rule.max_count if rule.max_count and not rule.within_days
            else 'at least ' ~ least)
        ~ different
        ~ (' within ' ~ rule.within_days ~ ' days' if rule.within_days else '') ~ window
        ~ (', at most ' ~ rule.max_count if rule.max_count and rule.within_days else '')
        ~ (', at most ' ~ rule.max_per_day ~ ' a day' if rule.max_per_day else '')
        ~ (', since ' ~ rule.since_subject if rule.since_subject else '')
    ) }}
{% endmacro %}
