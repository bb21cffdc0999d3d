{#- What moved in the ledger from one published day to the next. Lines are appended only. -#}
{{ config(lead_scoring.log_config(lead_scoring.keeps_history())) }}

{%- set scope = lead_scoring.scope() -%}
{%- set scorecards = lead_scoring.scorecards() -%}
{%- set position = lead_scoring.log_position() -%}
{%- set days = lead_scoring.days_to_publish(position) -%}
{%- set past = lead_scoring.backfill(position) -%}
{%- set has_former = position.run_number > 0 or past.days -%}
{%- set day = lead_scoring.scoring_day() -%}
{%- set all_activities = lead_scoring.counted_activities(
    scope, lead_scoring.stream_values(scorecards)
) -%}
{%- set counts = lead_scoring.rule_counts(scope, scorecards) -%}
{%- set held_before = lead_scoring.held_before(
    scorecards, ref('lead_scoring', 'int_lead_scoring__leads').render()
) -%}
{%- set text, whole = dbt.type_string(), dbt.type_bigint() -%}
{%- set points_type = lead_scoring.type_decimal(18, 2) -%}
{%- set columns = {
    'lead_id': text, 'scorecard_id': text, 'entry_type': text, 'entry_id': text,
    'is_present': dbt.type_boolean(), 'points_before': points_type, 'points_after': points_type,
    'event_count': whole, 'last_event_on': 'date', 'reason': text, 'alias_count': whole,
} -%}
{%- set keys = ['lead_id', 'scorecard_id', 'entry_type', 'entry_id'] -%}
{%- set of_entries = columns.keys() | reject('equalto', 'alias_count') | list -%}
{%- set past_lines = [
    ['entry', 'backfilled_entries', of_entries], ['lead', 'past_leads', ['lead_id', 'alias_count']],
    ['day', 'past_days', []],
] if past.days else [] %}

-- The log of scores is written first: it is what refuses a backfill.
with

score_log as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__score_log') }}

),

ledger as (

    select * from {{ ref('lead_scoring', 'lead_score_ledger') }}

),

scores as (

    select lead_id, scorecard_id from {{ ref('lead_scoring', 'lead_scores') }}

),

identities as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__identity_map') }}
    where ends_at is null and lead_id is not null

),

leads as (

    select lead_id, lead_key from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}
    where exclusion_reason is null

),

definition_spans as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__definitions') }}

),

definitions as (

    {{ lead_scoring.indented(lead_scoring.definition_rows(scorecards), 4) }}

),

-- The day of which this run writes, if it writes.
days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(days), 4) }}

),

{% if past.days -%}
{{ past.entries }},

log as (

    select
        cast(1 as {{ whole }}) as run_number,
        past_lines.*
    from (
        {{ lead_scoring.indented(lead_scoring.lines_of(past_lines, columns) | trim, 8) }}
    ) as past_lines

),
{% else -%}
log as (

    {{ lead_scoring.indented(lead_scoring.log_lines(position, dict(
        columns, run_number=whole, scoring_date='date', line_type=text,
    )), 4) }}

),
{% endif %}
sided_lines as (

    select
        *,
        case when scoring_date < {{ day }} then 0 else 1 end as side
    from log
    where line_type <> 'day'

),

ranked_lines as (

    select
        *,
        row_number() over (
            partition by {{ keys | join(', ') }}, side
            order by scoring_date desc, run_number desc
        ) as line_rank
    from sided_lines

),

-- What was last written before the day (side 0), and of the day by an earlier run of it (1).
last_lines as (

    select * from ranked_lines
    where line_rank = 1

),

published_days as (

    select max(scoring_date) as previous_on from log
    where scoring_date < {{ day }}

),

scored_before as (

    select
        lead_id,
        scorecard_id
    from (
        select
            *,
            row_number() over (
                partition by lead_id, scorecard_id
                order by scoring_date desc, run_number desc
            ) as line_rank
        from score_log
        where line_type <> 'day' and scoring_date < {{ day }}
    ) as ranked_scores
    where line_rank = 1 and line_type = 'scored'

),

-- How many records and visitors each lead is made of.
alias_counts as (

    select
        lead_id,
        coalesce(max(case when side = 0 then alias_count end), 0) as former_alias_count,
        coalesce(max(case when side = 2 then alias_count end), 0) as alias_count,
        coalesce(
            max(case when side = 1 then alias_count end),
            max(case when side = 0 then alias_count end),
            0
        ) as logged_alias_count
    from (
        select lead_id, side, alias_count from last_lines
        where line_type = 'lead'

        union all

        select
            lead_id,
            2 as side,
            cast(count(*) as {{ whole }}) as alias_count
        from identities
        group by lead_id
    ) as all_counts
    group by lead_id

),

-- A lead may have several overrides for one reason.
all_entries as (

    select
        {{ keys | join(', ') }},
        side,
        case when is_present then 1 else 0 end as is_present,
        points_after as points,
        event_count,
        last_event_on,
        reason
    from last_lines
    where line_type = 'entry'

    union all

    select
        ledger.lead_id as lead_id,
        ledger.scorecard_id as scorecard_id,
        ledger.entry_type as entry_type,
        {{ lead_scoring.entry_id() }} as entry_id,
        2 as side,
        1 as is_present,
        ledger.points as points,
        ledger.event_count as event_count,
        ledger.last_event_on as last_event_on,
        cast(null as {{ text }}) as reason
    from ledger

),

compared_entries as (

    select
        {{ keys | join(',\n        ') }},
        max(case when side = 0 then is_present else 0 end) = 1 as was_present,
        max(case when side = 1 then 1 else 0 end) = 1 as is_logged_today,
        max(case when side = 1 then is_present else 0 end) = 1 as is_logged_present,
        max(case when side = 2 then 1 else 0 end) = 1 as is_present,
        sum(case when side = 0 then points else 0 end) as points_before,
        sum(case when side = 1 then points else 0 end) as logged_points,
        sum(case when side = 2 then points else 0 end) as points_after,
        max(case when side = 0 then event_count end) as former_count,
        max(case when side = 1 then event_count end) as logged_count,
        max(case when side = 2 then event_count end) as event_count,
        max(case when side = 0 then last_event_on end) as former_last_event_on,
        max(case when side = 1 then last_event_on end) as logged_last_event_on,
        max(case when side = 2 then last_event_on end) as last_event_on,
        max(case when side = 1 then reason end) as logged_reason
    from all_entries
    group by {{ keys | join(', ') }}

),

moved_entries as (

    select
        *,
        is_present <> was_present
        or points_before <> points_after
        or {{ lead_scoring.differs('event_count', 'former_count') }}
        or {{ lead_scoring.differs('last_event_on', 'former_last_event_on') }} as has_moved
    from compared_entries

),

{% if has_former and counts -%}
-- Rules whose entry does not say what was counted.
counted_leads as (

    select lead_id, lead_key from leads
    where lead_id in (
        select moved_entries.lead_id
        from moved_entries
        inner join definitions
            on {{ lead_scoring.same_entry('moved_entries', 'definitions')
                | replace('\n', '\n        ') }}
        where moved_entries.has_moved
            and (definitions.basis = 'absence' or definitions.is_capped)
    )

),

activities as {{ lead_scoring.inlined_cte() }}(

    select all_activities.*
    from (
        {{ lead_scoring.indented(all_activities | trim, 8) }}
    ) as all_activities
    inner join counted_leads
        on all_activities.lead_key = counted_leads.lead_key

),

rule_counts as (

    {{ lead_scoring.indented(counts, 4) }}

),

{% endif -%}
counts as (
    {% if has_former and counts %}
    select
        counted_leads.lead_id as lead_id,
        rule_counts.scorecard_id as scorecard_id,
        {{ lead_scoring.entry_type_of_counts(scorecards) }} as entry_type,
        rule_counts.rule_id as entry_id,
        max(case when not rule_counts.is_given then rule_counts.event_count end) as event_count,
        max(case when not rule_counts.is_given then rule_counts.last_event_on end) as last_event_on,
        max(case when rule_counts.is_given then rule_counts.last_event_on end) as last_given_on
    from rule_counts
    inner join counted_leads
        on rule_counts.lead_key = counted_leads.lead_key
    group by counted_leads.lead_id, rule_counts.scorecard_id, rule_counts.rule_id
    {% else %}
    {{ lead_scoring.indented(lead_scoring.inline_rows({
        'lead_id': text, 'scorecard_id': text, 'entry_type': text, 'entry_id': text,
        'event_count': whole, 'last_event_on': 'date', 'last_given_on': 'date',
    }, []), 4) }}
    {% endif %}
),

{% if held_before -%}
-- Rules that look at a date, by what is known today.
held_before as (

    {{ lead_scoring.indented(held_before, 4) }}

),

{% endif -%}
known_entries as (

    select
        days.scoring_date as scoring_date,
        published_days.previous_on as previous_on,
        moved_entries.*,
        scores.lead_id is not null as is_scored,
        scored_before.lead_id is not null as was_scored,
        merged.alias_id is not null as is_merged_away,
        coalesce(alias_counts.alias_count, 0) as alias_count,
        coalesce(alias_counts.former_alias_count, 0) as former_alias_count,
        spans.changed_on = days.scoring_date as is_redefined,
        definitions.basis as basis,
        definitions.is_decaying as is_decaying,
        definitions.is_capped as is_capped,
        {%- if held_before %}
        definitions.is_dated
        and (held_before.lead_id is not null) = moved_entries.was_present as is_moved_by_time,
        {%- else %}
        false as is_moved_by_time,
        {%- endif %}
        -- The ledger says what was counted, unless nothing or too much was.
        coalesce(counts.event_count, moved_entries.event_count) as current_count,
        coalesce(counts.last_event_on, moved_entries.last_event_on) as last_counted_on,
        counts.last_given_on as last_given_on
    from moved_entries
    cross join days
    cross join published_days
    left join scores
        on moved_entries.lead_id = scores.lead_id
        and moved_entries.scorecard_id = scores.scorecard_id
    left join scored_before
        on moved_entries.lead_id = scored_before.lead_id
        and moved_entries.scorecard_id = scored_before.scorecard_id
    left join identities as merged
        on moved_entries.lead_id = merged.alias_id
    left join alias_counts
        on moved_entries.lead_id = alias_counts.lead_id
    left join definition_spans as spans
        on {{ lead_scoring.same_entry('moved_entries', 'spans') }}
        and spans.valid_to_on is null
    left join definitions
        on {{ lead_scoring.same_entry('moved_entries', 'definitions') }}
    left join counts
        on moved_entries.lead_id = counts.lead_id
        and {{ lead_scoring.same_entry('moved_entries', 'counts') }}
    {%- if held_before %}
    left join held_before
        on moved_entries.lead_id = held_before.lead_id
        and {{ lead_scoring.same_entry('moved_entries', 'held_before') }}
    {%- endif %}
    where moved_entries.has_moved or moved_entries.is_logged_today

),

explained_entries as (

    select
        *,
        -- The first day of all is what later ones are compared with.
        case when has_moved and previous_on is not null then
            {{ lead_scoring.indented(lead_scoring.change_reason(), 12) }}
        end as reason
    from known_entries

),

-- What an earlier run of the day has written already is not written again.
entry_lines as (

    select * from explained_entries
    where not is_logged_today
        or is_present <> is_logged_present
        or points_after <> logged_points
        or {{ lead_scoring.differs('event_count', 'logged_count') }}
        or {{ lead_scoring.differs('last_event_on', 'logged_last_event_on') }}
        or {{ lead_scoring.differs('reason', 'logged_reason') }}

),

lead_lines as (

    select
        days.scoring_date as scoring_date,
        alias_counts.lead_id as lead_id,
        alias_counts.alias_count as alias_count
    from alias_counts
    cross join days
    where alias_counts.alias_count <> alias_counts.logged_alias_count

),

lines as (

    {{ lead_scoring.indented(lead_scoring.lines_of([
        ['entry', 'entry_lines', of_entries],
        ['lead', 'lead_lines', ['lead_id', 'alias_count']],
        ['day', 'days', []],
    ] + past_lines, columns) | trim, 4) }}

),

final as (

    select
        cast({{ position.run_number + 1 }} as {{ whole }}) as run_number,
        lines.*
    from lines

)

select * from final
