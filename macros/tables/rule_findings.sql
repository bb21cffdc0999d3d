{#
    What is probably wrong with scorecards, seen from the data: a row per finding and rule, stage or
    signal, see `findings`. A whole model.

    Values are looked for among the leads of the day, among activities, and among the events of the
    last 7 days. Only a column in which one is not found there is read of all events; of one that
    has to be read as numbers, dates or yes and no, all events are read.

    Example (models/core/intermediate/int_lead_scoring__rule_findings.sql, whole):
        {{ lead_scoring.rule_findings() }}

            finding            | found_in                                  | example
            value_never_occurs | scorecard b2b, rule country, value Germny | did you mean 'germany'?
#}
{% macro rule_findings() %}
{#- Events are those of all scorecards; leads are what scorecards of leads are about. -#}
{%- set all_cards = lead_scoring.scorecards(entity=none) -%}
{%- set scorecards = lead_scoring.scorecards() -%}
{%- set looks = lead_scoring.looks_for_values(all_cards, scorecards) -%}
{%- set leads = ref('lead_scoring', 'int_lead_scoring__leads') -%}
{%- set staged_leads = ref('lead_scoring', 'stg_lead_scoring__leads') -%}
{%- set events = ref('lead_scoring', 'stg_lead_scoring__events') -%}
{%- set activities = ref('lead_scoring', 'int_lead_scoring__activities') -%}
{%- set rule_points = ref('lead_scoring', 'int_lead_scoring__rule_points') -%}
{%- set scored_leads = ref('lead_scoring', 'int_lead_scoring__scored_leads') -%}
{%- set name_types = lead_scoring.name_types(scorecards) -%}
{%- set text = lead_scoring.type_text() -%}
{%- set quote = lead_scoring.text_literal("'") -%}
{%- set day = lead_scoring.scoring_day() -%}
with

-- The values that rules, stages and signals compare with.
sought as (

    {{ lead_scoring.indented(lead_scoring.inline_rows({
        'finding': text, 'found_in': text, 'scorecard_id': text, 'rule_id': text, 'input': text,
        'column_name': text, 'event_type': text, 'form': text, 'value': text, 'activity': text,
    }, looks.sought), 4) }}

),

-- What cannot be read, or is not there, where a rule needs it.
needed as (

    {{ lead_scoring.indented(lead_scoring.inline_rows({
        'finding': text, 'found_in': text, 'scorecard_id': text, 'rule_id': text, 'input': text,
        'column_name': text, 'event_type': text, 'kind': text,
    }, looks.needed), 4) }}

),

values_of_leads as (

    {{ lead_scoring.indented(
        lead_scoring.values_of_leads(looks.leads, leads, staged_leads) | trim, 4
    ) }}

),

recent_events as {{ lead_scoring.inlined_cte() }}(

    select * from {{ events }}
    where occurred_at >= {{ lead_scoring.timestamp_days_ago(7) }}
        and occurred_at < {{ lead_scoring.timestamp_days_ago(-1) }}

),

values_of_events as (

    {{ lead_scoring.indented(lead_scoring.values_of_events(
        looks.events | selectattr('is_needed') | list, events
    ) | trim, 4) }}

    union all

    {{ lead_scoring.indented(lead_scoring.values_of_events(
        looks.events | rejectattr('is_needed') | selectattr('is_recent') | list, 'recent_events'
    ) | trim, 4) }}

),

values_seen_lately as (

    select * from values_of_leads

    union all

    select * from values_of_events

),

numbers_sought as (

    {{ lead_scoring.indented(lead_scoring.inline_rows({
        'input': text, 'column_name': text, 'value': text,
        'number_sought': lead_scoring.type_decimal(38, 10), 'is_text': dbt.type_boolean(),
    }, looks.numbers), 4) }}

),

seen_lately as (

    select * from values_seen_lately

    {{ lead_scoring.indented(lead_scoring.values_within(
        looks, 'values_seen_lately', ['leads', 'events']
    ) | trim, 4) }}

),

activities as (

    select cast(activity as {{ text }}) as activity
    from {{ activities }}
    where known_on <= {{ day }}
    group by activity

),

not_seen_lately as (

    select
        -- A * of three joined tables has other names in ClickHouse.
        {%- for column in [
            'finding', 'found_in', 'scorecard_id', 'rule_id', 'input', 'column_name', 'event_type',
            'form', 'value', 'activity',
        ] %}
        sought.{{ column }} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from sought
    left join activities
        on sought.activity = activities.activity
    left join seen_lately
        on {{ lead_scoring.is_sought('sought', 'seen_lately') }}
    where activities.activity is null
        and seen_lately.value is null

),

-- Columns in which something was not seen, as a whole.
values_of_all_events as (

    {{ lead_scoring.indented(lead_scoring.values_of_events(
        looks.events | rejectattr('is_needed') | list, events, 'not_seen_lately'
    ) | trim, 4) }}

),

seen_ever as (

    select * from values_of_all_events

    {{ lead_scoring.indented(lead_scoring.values_within(
        looks, 'values_of_all_events', ['events']
    ) | trim, 4) }}

),

never_seen as (

    select not_seen_lately.*
    from not_seen_lately
    left join seen_ever
        on {{ lead_scoring.is_sought('not_seen_lately', 'seen_ever') }}
    where seen_ever.value is null

),

-- What there is besides.
seen as (

    select * from seen_lately

    union all

    select * from seen_ever

),

-- How far what is there is from what is sought, where it is not much longer or shorter.
alternatives as (

    select
        never_seen.finding as finding,
        never_seen.found_in as found_in,
        never_seen.value as value,
        seen.value as seen_value,
        seen.row_count as row_count,
        case when 3 * abs(length(seen.value) - length(never_seen.value)) <= length(never_seen.value)
            then {{ lead_scoring.indented(lead_scoring.edit_distance(
                'lower(seen.value)', 'lower(never_seen.value)'
            ), 12) }}
        end as distance
    from never_seen
    inner join seen
        on never_seen.input = seen.input
        and never_seen.column_name = seen.column_name
        and never_seen.form = seen.form
        and (never_seen.event_type = seen.event_type or never_seen.event_type is null)
    where seen.value <> ''

),

ranked_alternatives as (

    select
        alternatives.*,
        row_number() over (
            partition by finding, found_in
            order by
                case when 3 * distance <= length(value) then distance else 1000 end,
                row_count desc,
                {{ lead_scoring.by_code_point('seen_value') }}
        ) as alternative_rank
    from alternatives

),

absent_values as (

    select
        never_seen.*,
        case when 3 * alternatives.distance <= length(alternatives.value)
            then alternatives.row_count else 0 end as row_count,
        case
            when alternatives.seen_value is null then 'there is no value at all'
            when 3 * alternatives.distance <= length(alternatives.value)
                then 'did you mean ' || {{ quote }} || alternatives.seen_value || {{ quote }} || '?'
            else 'the most frequent is ' || {{ quote }} || alternatives.seen_value || {{ quote }}
        end as example
    from never_seen
    left join ranked_alternatives as alternatives
        on never_seen.finding = alternatives.finding
        and never_seen.found_in = alternatives.found_in
        and alternatives.alternative_rank = 1

),

-- Values that a rule cannot use, the most frequent first.
unusable_values as (

    select
        needed.*,
        seen_lately.row_count as row_count,
        coalesce({{ quote }} || seen_lately.value || {{ quote }}, 'no value') as value,
        row_number() over (
            partition by needed.finding, needed.found_in
            order by
                seen_lately.row_count desc,
                {{ lead_scoring.by_code_point('seen_lately.value') }}
        ) as value_rank
    from needed
    inner join seen_lately
        on needed.input = seen_lately.input
        and needed.column_name = seen_lately.column_name
        and (needed.event_type = seen_lately.event_type or needed.event_type is null)
    where seen_lately.form = 'plain'
        and case needed.kind
            when 'known' then seen_lately.value is null
            when 'number' then seen_lately.value <> ''
                and {{ lead_scoring.number_or_null('seen_lately.value') }} is null
            when 'date' then seen_lately.value <> ''
                and {{ lead_scoring.timestamp_or_null('seen_lately.value') }} is null
            when 'yes or no' then seen_lately.value <> ''
                and not {{ lead_scoring._yes_no_condition('seen_lately.value', 'text', true) }}
                and not {{ lead_scoring._yes_no_condition('seen_lately.value', 'text', false) }}
        end

),

-- How many leads each rule fired for. Rows of ids that are no lead are among rule points.
rules as (

    {{ lead_scoring.indented(lead_scoring.rules_that_may_fire(scorecards, name_types), 4) }}

),

scored as (

    select scorecard_id, count(*) as lead_count
    from {{ ref('lead_scoring', 'lead_scores') }}
    group by scorecard_id

),

fired as (

    select
        scorecard_id,
        rule_id,
        count(*) as lead_count,
        min(lead_key) as first_key,
        max(lead_key) as last_key
    from {{ rule_points }}
    group by scorecard_id, rule_id

),

-- One lead is enough to know that a rule fired for somebody.
some_that_fired as (

    select scorecard_id, rule_id, first_key as lead_key
    from fired

    union all

    select scorecard_id, rule_id, last_key as lead_key
    from fired

),

rules_that_fired as (

    select some_that_fired.scorecard_id as scorecard_id, some_that_fired.rule_id as rule_id
    from some_that_fired
    inner join {{ scored_leads.render() }} as scored_leads
        on some_that_fired.lead_key = scored_leads.lead_key
        and some_that_fired.scorecard_id = scored_leads.scorecard_id
    group by some_that_fired.scorecard_id, some_that_fired.rule_id

),

rules_in_doubt as (

    select
        {%- for column in [
            'found_in', 'scorecard_id', 'group_id', 'rule_id', 'is_best_only', 'is_required',
            'begins_later', 'given',
        ] %}
        rules.{{ column }} as {{ column }},
        {%- endfor %}
        scored.lead_count as scored_count
    from rules
    inner join scored
        on rules.scorecard_id = scored.scorecard_id
    left join fired
        on rules.scorecard_id = fired.scorecard_id
        and rules.rule_id = fired.rule_id
    left join rules_that_fired
        on rules.scorecard_id = rules_that_fired.scorecard_id
        and rules.rule_id = rules_that_fired.rule_id
    where rules_that_fired.rule_id is null
        or fired.lead_count >= scored.lead_count

),

exact_counts as (

    select
        rules_in_doubt.scorecard_id as scorecard_id,
        rules_in_doubt.rule_id as rule_id,
        count(*) as lead_count
    from rules_in_doubt
    inner join {{ rule_points.render() }} as rule_points
        on rules_in_doubt.scorecard_id = rule_points.scorecard_id
        and rules_in_doubt.rule_id = rule_points.rule_id
    inner join {{ scored_leads.render() }} as scored_leads
        on rule_points.lead_key = scored_leads.lead_key
        and rule_points.scorecard_id = scored_leads.scorecard_id
    group by rules_in_doubt.scorecard_id, rules_in_doubt.rule_id

),

all_or_nothing as (

    select
        rules_in_doubt.*,
        coalesce(exact_counts.lead_count, 0) as lead_count
    from rules_in_doubt
    left join exact_counts
        on rules_in_doubt.scorecard_id = exact_counts.scorecard_id
        and rules_in_doubt.rule_id = exact_counts.rule_id
    where coalesce(exact_counts.lead_count, 0) in (0, rules_in_doubt.scored_count)

),

-- Absences that fired for nobody, and yet some lead had what they are given by.
given_rules as (

    {{ lead_scoring.indented(
        lead_scoring.given_rules(scorecards, activities, 'all_or_nothing') | trim, 4
    ) }}

),

-- Rules of groups in which the best one counts alone, that were not the best where they were
-- looked at first.
losers as (

    select rules.scorecard_id as scorecard_id, rules.group_id as group_id, rules.rule_id as rule_id
    from (
        select
            rules.scorecard_id as scorecard_id,
            rules.group_id as group_id,
            rules.rule_id as rule_id,
            max(
                case when rule_points.rule_id = rules.rule_id then rule_points.points end
            ) as points,
            max(rule_points.points) as best_points
        from rules
        inner join some_that_fired
            on rules.scorecard_id = some_that_fired.scorecard_id
            and rules.rule_id = some_that_fired.rule_id
        inner join {{ rule_points.render() }} as rule_points
            on some_that_fired.lead_key = rule_points.lead_key
            and rules.scorecard_id = rule_points.scorecard_id
            and rules.group_id = rule_points.group_id
        where rules.is_best_only
        group by
            rules.scorecard_id, rules.group_id, rules.rule_id, some_that_fired.lead_key
    ) as rules
    group by rules.scorecard_id, rules.group_id, rules.rule_id
    having max(case when rules.points = rules.best_points then 1 else 0 end) = 0

),

best_rules as (

    select
        rule_points.lead_key as lead_key,
        rule_points.scorecard_id as scorecard_id,
        rule_points.group_id as group_id,
        max(rule_points.points) as points
    from {{ rule_points.render() }} as rule_points
    inner join (select distinct scorecard_id, group_id from losers) as groups_of_losers
        on rule_points.scorecard_id = groups_of_losers.scorecard_id
        and rule_points.group_id = groups_of_losers.group_id
    group by rule_points.lead_key, rule_points.scorecard_id, rule_points.group_id

),

wins as (

    select
        losers.scorecard_id as scorecard_id,
        losers.rule_id as rule_id,
        count(*) as lead_count,
        sum(case when rule_points.points = best_rules.points then 1 else 0 end) as win_count
    from losers
    inner join {{ rule_points.render() }} as rule_points
        on losers.scorecard_id = rule_points.scorecard_id
        and losers.rule_id = rule_points.rule_id
    inner join best_rules
        on rule_points.lead_key = best_rules.lead_key
        and rule_points.scorecard_id = best_rules.scorecard_id
        and rule_points.group_id = best_rules.group_id
    group by losers.scorecard_id, losers.rule_id

),

findings as (

    select finding, found_in, scorecard_id, rule_id, input, column_name, row_count, example
    from absent_values

    union all

    select
        finding,
        found_in,
        scorecard_id,
        rule_id,
        input,
        column_name,
        sum(row_count) as row_count,
        max(case when value_rank = 1 then value end)
            || coalesce(max(case when value_rank = 2 then ', ' || value end), '')
            || coalesce(max(case when value_rank = 3 then ', ' || value end), '') as example
    from unusable_values
    group by finding, found_in, scorecard_id, rule_id, input, column_name

    union all

    select
        'given_never_holds' as finding,
        rules.found_in as found_in,
        rules.scorecard_id as scorecard_id,
        rules.rule_id as rule_id,
        'events' as input,
        'event_type' as column_name,
        0 as row_count,
        rules.given as example
    from all_or_nothing as rules
    left join given_rules
        on rules.scorecard_id = given_rules.scorecard_id
        and rules.rule_id = given_rules.rule_id
    left join absent_values
        on rules.scorecard_id = absent_values.scorecard_id
        and rules.rule_id = absent_values.rule_id
    where rules.given is not null
        and rules.lead_count = 0
        and given_rules.rule_id is null
        and absent_values.rule_id is null

    union all

    select
        'rule_never_wins' as finding,
        rules.found_in as found_in,
        rules.scorecard_id as scorecard_id,
        rules.rule_id as rule_id,
        null as input,
        null as column_name,
        wins.lead_count as row_count,
        null as example
    from wins
    inner join rules
        on wins.scorecard_id = rules.scorecard_id
        and wins.rule_id = rules.rule_id
    where wins.win_count = 0

    union all

    -- Unless it is known why.
    select
        case when rules.lead_count = 0 then 'rule_fired_for_nobody'
            else 'rule_fired_for_everybody' end as finding,
        rules.found_in as found_in,
        rules.scorecard_id as scorecard_id,
        rules.rule_id as rule_id,
        null as input,
        null as column_name,
        rules.lead_count as row_count,
        cast(rules.lead_count as {{ text }}) || ' of '
            || cast(rules.scored_count as {{ text }}) || ' leads' as example
    from all_or_nothing as rules
    left join absent_values
        on rules.scorecard_id = absent_values.scorecard_id
        and rules.rule_id = absent_values.rule_id
    left join given_rules
        on rules.scorecard_id = given_rules.scorecard_id
        and rules.rule_id = given_rules.rule_id
    where absent_values.rule_id is null
        and case when rules.lead_count = 0
            then not rules.begins_later
                and (rules.given is null or given_rules.rule_id is not null)
            else not rules.is_required and rules.lead_count > 1
        end

)

{{ lead_scoring.select_findings('findings', [
    'finding', 'found_in', 'scorecard_id', 'rule_id', 'input', 'column_name', 'row_count', 'example'
]) | trim }}
{% endmacro %}

{#- Whether a value is the one that is sought, as a join condition. -#}
{% macro is_sought(sought, seen) %}
    {%- set conditions = [] -%}
    {%- for column in ('input', 'column_name', 'form', 'value') -%}
        {%- do conditions.append(sought ~ '.' ~ column ~ ' = ' ~ seen ~ '.' ~ column) -%}
    {%- endfor -%}
    {{ return(conditions | join('\n        and ') ~ '\n        and ('
        ~ sought ~ '.event_type = ' ~ seen ~ '.event_type or ' ~ sought ~ '.event_type is null)') }}
{% endmacro %}

{#-
    The values of columns of leads, each with how many leads have it: in the form in which rules
    look at them (plain), or exactly as they are.
-#}
{% macro values_of_leads(columns, leads, staged_leads) %}
    {%- set selects = [] -%}
    {%- for look in columns -%}
        {%- do selects.append(lead_scoring._grouped_values(
            'leads', look, 'cast(null as ' ~ lead_scoring.type_text() ~ ')',
            lead_scoring.quoted(look.column) if look.form == 'exact'
                else lead_scoring.rule_column(look.column),
            staged_leads if look.form == 'exact' else leads,
            [] if look.form == 'exact' else ['exclusion_reason is null']
        ) | trim) -%}
    {%- endfor -%}
    {{ return(selects | join('\n\nunion all\n\n') or lead_scoring.no_values()) }}
{% endmacro %}

{#-
    The same of events, by event type.

    Args:
        columns: see `looks_for_values`.
        events: where they are.
        where_sought: a CTE of what is sought: columns of which it has nothing are not read.
-#}
{% macro values_of_events(columns, events, where_sought=none) %}
    {%- set selects = [] -%}
    {%- for look in columns -%}
        {%- set column = lead_scoring.quoted(look.column) if look.column != 'event_type'
            else 'event_type' -%}
        {%- set prepared_type = lead_scoring.prepared_text('event_type') -%}
        {%- set conditions = [] -%}
        {%- if none not in look.event_types -%}
            {%- do conditions.append(lead_scoring.in_list(prepared_type, lead_scoring.text_literals(
                look.event_types | unique(case_sensitive=true) | list
            ))) -%}
        {%- endif -%}
        {%- if where_sought -%}
            {%- do conditions.append(
                lead_scoring.text_literal(look.column) ~ ' in (select column_name from '
                ~ where_sought ~ ' where ' ~ ('form' if look.form == 'exact' else "'exact'")
                ~ (' = ' if look.form == 'exact' else ' <> ')
                ~ ("'exact'" if look.form == 'exact' else 'form') ~ ')'
            ) -%}
        {%- endif -%}
        {%- do selects.append(lead_scoring._grouped_values(
            'events', look, prepared_type,
            column if look.form == 'exact'
                else lead_scoring.prepared_text(column) if look.family == 'text'
                else lead_scoring.prepared_text(lead_scoring.list_text(column))
                if look.family == 'list'
                else lead_scoring.prepared_timestamp(column, look.family)
                if look.family in ('timestamp', 'timestamp_tz')
                else column,
            events, conditions
        ) | trim) -%}
    {%- endfor -%}
    {{ return(selects | join('\n\nunion all\n\n') or lead_scoring.no_values()) }}
{% endmacro %}

{% macro _grouped_values(input, look, event_type, value, relation, conditions) %}
select
    {{ lead_scoring.text_literal(input) }} as input,
    {{ lead_scoring.text_literal(look.column) }} as column_name,
    event_type,
    {{ lead_scoring.text_literal(look.form) }} as form,
    value,
    {{ lead_scoring.count_of_rows() }} as row_count
from (
    select
        {{ event_type }} as event_type,
        {{ lead_scoring.by_code_point(
            'cast(' ~ value ~ ' as ' ~ lead_scoring.type_text() ~ ')'
        ) }} as value
    from {{ relation }}
    {%- if conditions %}
    where {{ conditions | join('\n        and ') }}
    {%- endif %}
) as {{ input }}
group by event_type, value
{% endmacro %}

{#-
    What else is in values that were seen: numbers and times that are written in another way, and
    the answers of texts and arrays that have several (the first of them, to have a spelling to
    propose; those that are sought wherever they stand). Further `union all` of the same columns.

    Args:
        looks: see `looks_for_values`.
        values: the CTE of the values.
        inputs: those that it has.
-#}
{% macro values_within(looks, values, inputs) %}
    {%- set selects = [] -%}
    {%- for one in looks.alike if one.input in inputs -%}
        {%- do selects.append(lead_scoring._values_again(
            values, one, one.form, lead_scoring.text_literal(one.value), [one.condition]
        ) | trim) -%}
    {%- endfor -%}
    {%- for one in looks.answers if one.input in inputs -%}
        {%- for number in range(1, 6) -%}
            {%- do selects.append(lead_scoring._values_again(
                values, one, 'answer', lead_scoring.trimmed(dbt.split_part(
                    'value', lead_scoring.text_literal(one.separator), number
                ) | trim), []
            ) | trim) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if looks.numbers -%}
        {%- do selects.append(
            'select seen.input, seen.column_name, seen.event_type, seen.form, numbers_sought.value,'
            ~ ' seen.row_count\nfrom ' ~ values ~ ' as seen\ninner join numbers_sought\n'
            ~ '    on seen.input = numbers_sought.input\n'
            ~ '    and seen.column_name = numbers_sought.column_name\n'
            ~ '    and ' ~ lead_scoring.number_or_null('seen.value')
            ~ " = numbers_sought.number_sought\nwhere seen.form = 'plain'\n"
            ~ "    and (not numbers_sought.is_text or (seen.value not like '+%'\n"
            ~ "        and (seen.value not like '0_%' or seen.value like '0.%')))"
        ) -%}
    {%- endif -%}
    {{ return('union all\n\n' ~ selects | join('\n\nunion all\n\n') if selects else '') }}
{% endmacro %}

{% macro _values_again(values, one, form, value, conditions) %}
select
    input,
    column_name,
    event_type,
    {{ lead_scoring.text_literal(form) }} as form,
    {{ value }} as value,
    sum(row_count) as row_count
from {{ values }}
where input = {{ lead_scoring.text_literal(one.input) }}
    and column_name = {{ lead_scoring.text_literal(one.column) }}
    and form = 'plain'
    {%- for condition in conditions %}
    and {{ condition }}
    {%- endfor %}
group by input, column_name, event_type{{ "" if conditions else ", " ~ value }}
{% endmacro %}

{% macro no_values() %}
    {%- set text = lead_scoring.type_text() -%}
    {{ return(lead_scoring.inline_rows({
        'input': text, 'column_name': text, 'event_type': text, 'form': text,
        'value': text, 'row_count': dbt.type_bigint(),
    }, [])) }}
{% endmacro %}

{#- The first moment of the day that is so many days before the scoring date, in UTC. -#}
{% macro timestamp_days_ago(days) %}
    {%- if not execute -%}{{ return('') }}{%- endif -%}
    {%- set day = modules.datetime.datetime.strptime(lead_scoring.scoring_date(), '%Y-%m-%d')
        - modules.datetime.timedelta(days=days) -%}
    {{ return(lead_scoring.timestamp_literal(day.strftime('%Y-%m-%d') ~ ' 00:00:00')) }}
{% endmacro %}

{#- The rules as rows that SQL can join, with what their firing may mean. -#}
{% macro rules_that_may_fire(scorecards, name_types) %}
    {%- set text, rows = lead_scoring.type_text(), [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules -%}
            {%- set begins = lead_scoring._read_timestamp(rule.valid_from)
                if rule.valid_from else none -%}
            {%- set type = rule.rule_type | lower -%}
            {%- set combine = card.groups[rule.group_id].combine or 'sum'
                if lead_scoring.effect_of(rule) is none else 'sum' -%}
            {%- do rows.append([
                lead_scoring.text_literal(lead_scoring.location_of_line(rule)),
                lead_scoring.text_literal(card.scorecard_id),
                lead_scoring.cell_literal(rule.group_id),
                lead_scoring.text_literal(rule.rule_id),
                'true' if combine | lower == 'max' else 'false',
                'true' if type == 'required' else 'false',
                'false' if begins is none else (
                    lead_scoring.scoring_day() ~ ' < ' ~ (
                        begins.day or lead_scoring.local_day(begins.instant)
                    )
                ),
                lead_scoring.text_literal(
                    'at least ' ~ (rule.given_min_count or '1') ~ ' ' ~ rule.given_subject
                    ~ (' in ' ~ rule.window_days ~ ' days' if rule.window_days else '')
                ) if rule.given_subject else 'null',
            ]) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows({
        'found_in': text, 'scorecard_id': name_types.scorecard_id,
        'group_id': name_types.group_id, 'rule_id': name_types.rule_id,
        'is_best_only': dbt.type_boolean(), 'is_required': dbt.type_boolean(),
        'begins_later': dbt.type_boolean(), 'given': text,
    }, rows)) }}
{% endmacro %}

{#-
    Those of some absence rules that are given by what somebody has done, by scorecard and rule.

    Args:
        rules: a CTE of the rules that are looked at.
-#}
{% macro given_rules(scorecards, activities, rules) %}
    {%- set scope, selects = lead_scoring.scope(), [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules if rule.given_subject -%}
            {%- do selects.append(
                'select ' ~ lead_scoring.rule_names(card, rule)[0] ~ ', '
                ~ lead_scoring.rule_names(card, rule)[3]
                ~ '\nfrom ' ~ activities ~ '\nwhere '
                ~ lead_scoring.text_literal(rule.rule_id) ~ ' in (select rule_id from ' ~ rules
                ~ ')\n    and known_on <= ' ~ scope.day ~ '\n    and '
                ~ lead_scoring.counting_conditions(
                    scope, rule, scorecards.inputs, rule.given_subject
                ) | join('\n    and ')
                ~ '\ngroup by lead_key\nhaving count(*) >= '
                ~ lead_scoring._read_integer(rule.given_min_count or '1')
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return('select distinct scorecard_id, rule_id\nfrom (\n    ' ~ lead_scoring.indented(
        selects | join('\n\nunion all\n\n') or lead_scoring.inline_rows({
            'scorecard_id': lead_scoring.type_text(), 'rule_id': lead_scoring.type_text(),
        }, []), 4
    ) ~ '\n) as rules_given') }}
{% endmacro %}
