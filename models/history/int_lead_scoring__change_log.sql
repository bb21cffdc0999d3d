{#- Each score at its last change, and the entries that made it. Lines are appended only. -#}
{{ config(
    enabled = lead_scoring.keeps_history(),
    materialized = 'incremental',
    incremental_strategy = lead_scoring.append_strategy(),
    full_refresh = false,
) }}

{%- set scope = lead_scoring.scope() -%}
{%- set scorecards = lead_scoring.scorecards() -%}
{%- set position = lead_scoring.log_position() -%}
{%- set days = lead_scoring.days_to_publish(position) -%}
{#- With a backfill the last of the past days is what was published before. -#}
{%- set past = lead_scoring.backfill(position) -%}
{%- set past_day = past.days | last | default(none) -%}
{%- set day = lead_scoring.scoring_day() -%}
{%- set all_activities = lead_scoring.counted_activities(scope) -%}
{%- set counts = lead_scoring.rule_counts(scope, scorecards) -%}
{%- set points_type = lead_scoring.type_decimal(18, 2) -%}
{%- set values = [
    'exact_score', 'score', 'tier', 'fit_grade', 'engagement_grade', 'is_disqualified',
    'alias_count',
] -%}
{%- set text, yes_no, whole = dbt.type_string(), dbt.type_boolean(), dbt.type_bigint() -%}
{%- set columns = {
    'lead_id': text, 'scorecard_id': text, 'is_present': yes_no, 'is_change': yes_no,
    'exact_score': points_type, 'score': points_type, 'tier': text, 'fit_grade': text,
    'engagement_grade': text, 'is_disqualified': yes_no, 'alias_count': whole,
    'entry_type': text, 'entry_id': text, 'rule_id': text, 'points_before': points_type,
    'points_after': points_type, 'event_count': whole, 'last_event_on': 'date', 'reason': text,
} -%}
{%- set of_scores = ['lead_id', 'scorecard_id', 'is_present', 'is_change'] + values -%}
{%- set of_entries = [
    'lead_id', 'scorecard_id', 'is_present', 'is_change', 'entry_type', 'entry_id', 'rule_id',
    'points_before', 'points_after', 'event_count', 'last_event_on', 'reason',
] -%}
{%- set past_lines = [
    ['score', 'past_score_lines', of_scores], ['entry', 'past_entry_lines', of_entries],
] if past_day else [] -%}
{%- set entry_columns = ['lead_id', 'scorecard_id', 'entry_type', 'entry_id', 'rule_id'] -%}
{%- set compared = ['points_after', 'event_count', 'last_event_on', 'reason'] %}

-- The log of scores is written first: it is what refuses a backfill.
-- depends_on: {{ ref('lead_scoring', 'int_lead_scoring__score_log') }}
with

scores as (

    select * from {{ ref('lead_scoring', 'lead_scores') }}

),

tiers as (

    select * from {{ ref('lead_scoring', 'lead_tiers') }}

),

ledger as (

    select * from {{ ref('lead_scoring', 'lead_score_ledger') }}

),

identities as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__identity_map') }}

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

{% if past_day -%}
past_scores as (

    select * from {{ past.scores }}
    where scoring_date = {{ lead_scoring.date_literal(past_day) }}

),

past_identities as (

    select * from {{ past.identity_map }}
    where scoring_date = {{ lead_scoring.date_literal(past_day) }}

),

past_ledger as (

    select * from {{ past.ledger }}
    where scoring_date = {{ lead_scoring.date_literal(past_day) }}

),

past_states as (

    {{ lead_scoring.indented(
        lead_scoring.comparable_scores('past_scores', 'past_identities') | trim, 4
    ) }}

),

past_score_lines as (

    select
        *,
        true as is_present,
        false as is_change
    from past_states

),

past_entries as (

    {{ lead_scoring.indented(lead_scoring.comparable_entries('past_ledger') | trim, 4) }}

),

past_entry_lines as (

    select
        *,
        {{ lead_scoring.date_literal(past_day) }} as scoring_date,
        true as is_present,
        false as is_change,
        0 as points_before,
        points as points_after,
        null as reason
    from past_entries

),

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
-- A second run on one day replaces what the first one wrote of that day.
ranked_scores as (

    select
        *,
        row_number() over (
            partition by lead_id, scorecard_id, scoring_date
            order by run_number desc
        ) as line_rank
    from log
    where line_type in ('score', 'withdrawn')

),

published as (

    select * from ranked_scores
    where line_rank = 1 and line_type = 'score'

),

published_today as (

    select * from published
    where scoring_date = {{ day }}

),

published_before as (

    select
        *,
        row_number() over (
            partition by lead_id, scorecard_id
            order by scoring_date desc
        ) as age_rank
    from published
    where scoring_date < {{ day }}

),

former_states as (

    select * from published_before
    where age_rank = 1

),

known_scorecards as (

    select distinct scorecard_id from former_states

),

current_scores as (

    select
        scores.scoring_date as scoring_date,
        scores.lead_id as lead_id,
        scores.scorecard_id as scorecard_id,
        scores.score as score,
        scores.is_disqualified as is_disqualified,
        tiers.tier as tier,
        tiers.fit_grade as fit_grade,
        tiers.engagement_grade as engagement_grade
    from scores
    inner join days
        on scores.scoring_date = days.scoring_date
    inner join tiers
        on scores.lead_id = tiers.lead_id
        and scores.scorecard_id = tiers.scorecard_id

),

current_states as (

    {{ lead_scoring.indented(
        lead_scoring.comparable_scores('current_scores', 'identities') | trim, 4
    ) }}

),

current_entries as (

    {{ lead_scoring.indented(lead_scoring.comparable_entries('ledger') | trim, 4) }}

),

-- What has changed notably since the last line.
notable_states as (

    select
        current_states.scoring_date as scoring_date,
        current_states.lead_id as lead_id,
        current_states.scorecard_id as scorecard_id,
        true as is_present,
        {%- for value in values %}
        current_states.{{ value }} as {{ value }},
        {%- endfor %}
        -- What is first published of a scorecard, for all leads at once, is no change of theirs.
        known_scorecards.scorecard_id is not null as is_change,
        case when former_states.is_present then former_states.scoring_date end as compared_with_on,
        former_states.alias_count as former_alias_count,
        false as is_merged_away
    from current_states
    left join former_states
        on current_states.lead_id = former_states.lead_id
        and current_states.scorecard_id = former_states.scorecard_id
    left join known_scorecards
        on current_states.scorecard_id = known_scorecards.scorecard_id
    where former_states.lead_id is null
        or not former_states.is_present
        {%- for value in ('tier', 'fit_grade', 'engagement_grade', 'is_disqualified') %}
        or {{ lead_scoring.differs('current_states.' ~ value, 'former_states.' ~ value) }}
        {%- endfor %}
        or abs(current_states.score - former_states.score)
            >= {{ lead_scoring.number_setting('notable_change') }}

    union all

    select
        days.scoring_date as scoring_date,
        former_states.lead_id as lead_id,
        former_states.scorecard_id as scorecard_id,
        false as is_present,
        cast(0 as {{ points_type }}) as exact_score,
        cast(null as {{ points_type }}) as score,
        cast(null as {{ text }}) as tier,
        cast(null as {{ text }}) as fit_grade,
        cast(null as {{ text }}) as engagement_grade,
        cast(null as {{ yes_no }}) as is_disqualified,
        former_states.alias_count as alias_count,
        -- Nor is the end of a scorecard.
        scored.scorecard_id is not null as is_change,
        former_states.scoring_date as compared_with_on,
        former_states.alias_count as former_alias_count,
        merged.alias_id is not null as is_merged_away
    from former_states
    cross join days
    left join current_states
        on former_states.lead_id = current_states.lead_id
        and former_states.scorecard_id = current_states.scorecard_id
    left join (select distinct scorecard_id from current_states) as scored
        on former_states.scorecard_id = scored.scorecard_id
    left join identities as merged
        on former_states.lead_id = merged.alias_id
        and merged.ends_at is null
        and merged.lead_id is not null
    where former_states.is_present
        and current_states.lead_id is null

),

-- Entries as they were published last: the latest line of each.
former_lines as (

    select
        {%- for column in entry_columns %}
        log.{{ column }} as {{ column }},
        {%- endfor %}
        log.is_present as is_present,
        log.points_after as points_after,
        log.event_count as event_count,
        log.last_event_on as last_event_on,
        row_number() over (
            partition by log.lead_id, log.scorecard_id, log.entry_type, log.entry_id
            order by log.scoring_date desc
        ) as line_rank
    from log
    inner join notable_states
        on log.lead_id = notable_states.lead_id
        and log.scorecard_id = notable_states.scorecard_id
    inner join published_before
        on log.lead_id = published_before.lead_id
        and log.scorecard_id = published_before.scorecard_id
        and log.scoring_date = published_before.scoring_date
        and log.run_number = published_before.run_number
    where log.line_type = 'entry'

),

both_entries as (

    select
        current_entries.lead_id as lead_id,
        current_entries.scorecard_id as scorecard_id,
        current_entries.entry_type as entry_type,
        current_entries.entry_id as entry_id,
        current_entries.rule_id as rule_id,
        1 as is_current,
        current_entries.points as points,
        current_entries.event_count as event_count,
        current_entries.last_event_on as last_event_on
    from current_entries
    inner join notable_states
        on current_entries.lead_id = notable_states.lead_id
        and current_entries.scorecard_id = notable_states.scorecard_id

    union all

    select
        lead_id,
        scorecard_id,
        entry_type,
        entry_id,
        rule_id,
        0 as is_current,
        points_after as points,
        event_count,
        last_event_on
    from former_lines
    where line_rank = 1 and is_present

),

compared_entries as (

    select
        lead_id,
        scorecard_id,
        entry_type,
        entry_id,
        max(rule_id) as rule_id,
        max(is_current) = 1 as is_present,
        min(is_current) = 0 as was_present,
        sum(case when is_current = 0 then points else 0 end) as points_before,
        sum(case when is_current = 1 then points else 0 end) as points_after,
        max(case when is_current = 1 then event_count end) as event_count,
        max(case when is_current = 1 then last_event_on end) as last_event_on,
        max(case when is_current = 0 then event_count end) as former_count,
        max(case when is_current = 0 then last_event_on end) as former_last_event_on
    from both_entries
    group by lead_id, scorecard_id, entry_type, entry_id

),
{% if counts %}
changed_leads as (

    select lead_id, lead_key from leads
    where lead_id in (select lead_id from notable_states where compared_with_on is not null)

),

activities as {{ lead_scoring.read_in_place() }}(

    select all_activities.*
    from (
        {{ lead_scoring.indented(all_activities | trim, 8) }}
    ) as all_activities
    inner join changed_leads
        on all_activities.lead_key = changed_leads.lead_key

),

rule_counts as (

    {{ lead_scoring.indented(counts, 4) }}

),
{% endif %}
counts as (
    {% if counts %}
    select
        changed_leads.lead_id as lead_id,
        rule_counts.scorecard_id as scorecard_id,
        rule_counts.rule_id as rule_id,
        max(case when not rule_counts.is_given then rule_counts.event_count end) as event_count,
        max(case when not rule_counts.is_given then rule_counts.last_event_on end) as last_event_on,
        max(case when rule_counts.is_given then rule_counts.last_event_on end) as last_given_on
    from rule_counts
    inner join changed_leads
        on rule_counts.lead_key = changed_leads.lead_key
    group by changed_leads.lead_id, rule_counts.scorecard_id, rule_counts.rule_id
    {% else %}
    select
        lead_id,
        cast(null as {{ text }}) as scorecard_id,
        cast(null as {{ text }}) as rule_id,
        cast(null as {{ whole }}) as event_count,
        cast(null as date) as last_event_on,
        cast(null as date) as last_given_on
    from leads
    where 1 = 0
    {% endif %}
),

moved_entries as (

    select
        notable_states.scoring_date as scoring_date,
        notable_states.is_present as lead_is_scored,
        notable_states.is_change as is_change,
        notable_states.compared_with_on as compared_with_on,
        notable_states.is_merged_away as is_merged_away,
        notable_states.alias_count as alias_count,
        notable_states.former_alias_count as former_alias_count,
        {%- for column in entry_columns + [
            'is_present', 'was_present', 'points_before', 'points_after', 'event_count',
            'last_event_on', 'former_count', 'former_last_event_on',
        ] %}
        compared_entries.{{ column }} as {{ column }},
        {%- endfor %}
        spans.changed_on as definition_changed_on,
        definitions.basis as basis,
        definitions.is_decaying as is_decaying,
        definitions.is_capped as is_capped,
        -- The ledger says what was counted, unless nothing or too much was.
        coalesce(counts.event_count, compared_entries.event_count) as current_count,
        coalesce(counts.last_event_on, compared_entries.last_event_on) as last_counted_on,
        counts.last_given_on as last_given_on
    from compared_entries
    inner join notable_states
        on compared_entries.lead_id = notable_states.lead_id
        and compared_entries.scorecard_id = notable_states.scorecard_id
    inner join definition_spans as spans
        on {{ lead_scoring.same_entry('compared_entries', 'spans') }}
        and spans.valid_to_on is null
    left join definitions
        on {{ lead_scoring.same_entry('compared_entries', 'definitions') }}
    left join counts
        on compared_entries.lead_id = counts.lead_id
        and compared_entries.scorecard_id = counts.scorecard_id
        and compared_entries.rule_id = counts.rule_id
    where compared_entries.is_present <> compared_entries.was_present
        or compared_entries.points_before <> compared_entries.points_after
        or {{ lead_scoring.differs(
            'compared_entries.event_count', 'compared_entries.former_count'
        ) }}
        or {{ lead_scoring.differs(
            'compared_entries.last_event_on', 'compared_entries.former_last_event_on'
        ) }}

),

explained_entries as (

    select
        *,
        case when is_change then
            {{ lead_scoring.indented(lead_scoring.change_reason(), 12) }}
        end as reason
    from moved_entries

),

-- Entries that are not as an earlier run of the day has published them.
unlike_today as (

    select distinct lead_id, scorecard_id
    from (
        select lead_id, scorecard_id, entry_type, entry_id, {{ compared | join(', ') }}, 1 as side
        from explained_entries

        union all

        select
            log.lead_id, log.scorecard_id, log.entry_type, log.entry_id,
            log.{{ compared | join(', log.') }}, 0 as side
        from log
        inner join published_today
            on log.lead_id = published_today.lead_id
            and log.scorecard_id = published_today.scorecard_id
            and log.scoring_date = published_today.scoring_date
            and log.run_number = published_today.run_number
        where log.line_type = 'entry'
    ) as both_runs
    group by lead_id, scorecard_id, entry_type, entry_id, {{ compared | join(', ') }}
    having min(side) = max(side)

),

-- What an earlier run of the day has published already is not written again.
score_lines as (

    select
        {%- for column in ['scoring_date'] + of_scores %}
        notable_states.{{ column }} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from notable_states
    left join published_today
        on notable_states.lead_id = published_today.lead_id
        and notable_states.scorecard_id = published_today.scorecard_id
    left join unlike_today
        on notable_states.lead_id = unlike_today.lead_id
        and notable_states.scorecard_id = unlike_today.scorecard_id
    where published_today.lead_id is null
        or unlike_today.lead_id is not null
        {%- for value in ['is_present'] + values %}
        or {{ lead_scoring.differs('notable_states.' ~ value, 'published_today.' ~ value) }}
        {%- endfor %}

),

entry_lines as (

    select explained_entries.*
    from explained_entries
    inner join score_lines
        on explained_entries.lead_id = score_lines.lead_id
        and explained_entries.scorecard_id = score_lines.scorecard_id

),

withdrawn as (

    select
        days.scoring_date as scoring_date,
        published_today.lead_id as lead_id,
        published_today.scorecard_id as scorecard_id
    from published_today
    cross join days
    left join notable_states
        on published_today.lead_id = notable_states.lead_id
        and published_today.scorecard_id = notable_states.scorecard_id
    where notable_states.lead_id is null

),

lines as (

    {{ lead_scoring.indented(lead_scoring.lines_of([
        ['score', 'score_lines', of_scores],
        ['entry', 'entry_lines', of_entries],
        ['withdrawn', 'withdrawn', ['lead_id', 'scorecard_id']],
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
