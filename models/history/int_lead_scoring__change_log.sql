{#- Of each lead as it was last told of: its score, and the entries that made it. Lines are appended only. -#}
{{ config(
    enabled = lead_scoring.keeps_history(),
    materialized = 'incremental',
    incremental_strategy = lead_scoring.append_strategy(),
    full_refresh = false,
) }}

{#- As they stand, so that they can have an alias: under --empty, which puts a query in their place, no day is written. -#}
{%- set scorecards = lead_scoring.scorecards() -%}
{%- set scores = ref('lead_scoring', 'lead_scores').render() -%}
{%- set tiers = ref('lead_scoring', 'lead_tiers').render() -%}
{%- set leads = ref('lead_scoring', 'int_lead_scoring__leads').render() -%}
{%- set aliases = ref('lead_scoring', 'int_lead_scoring__aliases').render() -%}
{%- set entries = ref('lead_scoring', 'int_lead_scoring__entries').render() -%}
{%- set tallies = ref('lead_scoring', 'int_lead_scoring__tallies').render() -%}
{%- set replay = ref('lead_scoring', 'lead_score_replay').render() -%}
{%- set definition_spans = ref('lead_scoring', 'int_lead_scoring__definitions').render() -%}
{%- set position = lead_scoring.log_position() -%}
{%- set days = lead_scoring.days_to_publish(position) -%}
{#- With a backfill the last of the past days is what was told before. -#}
{%- set past_day = lead_scoring.backfilled_days(position) | last | default(none) -%}
{%- set day = lead_scoring.scoring_day() -%}
{%- set untold_tallies = lead_scoring.untold_tallies(scorecards) -%}
{%- set points_type = lead_scoring.type_decimal(18, 2) -%}
{%- set values = [
    'exact_score', 'score', 'tier', 'fit_grade', 'engagement_grade', 'is_disqualified', 'alias_count', 'fingerprint',
] -%}
{%- set columns = {
    'lead_id': dbt.type_string(), 'scorecard_id': dbt.type_string(), 'is_present': dbt.type_boolean(),
    'is_change': dbt.type_boolean(), 'exact_score': points_type, 'score': points_type, 'tier': dbt.type_string(),
    'fit_grade': dbt.type_string(), 'engagement_grade': dbt.type_string(), 'is_disqualified': dbt.type_boolean(),
    'alias_count': dbt.type_bigint(), 'fingerprint': lead_scoring.type_decimal(38, 2),
    'entry_key': dbt.type_bigint(), 'points_before': points_type, 'points_after': points_type,
    'event_count': dbt.type_bigint(), 'last_event_on': 'date', 'reason': dbt.type_string(),
} -%}
{%- set of_tellings = ['lead_id', 'scorecard_id', 'is_present', 'is_change'] + values -%}
{%- set of_entries = [
    'lead_id', 'scorecard_id', 'is_present', 'is_change', 'entry_key', 'points_before', 'points_after', 'event_count',
    'last_event_on', 'reason',
] -%}
{%- set past_lines = [
    ['telling', 'past_tellings', of_tellings], ['entry', 'past_entry_lines', of_entries],
] if past_day else [] %}

-- The log of scores is written first: it is what refuses a backfill.
-- depends_on: {{ ref('lead_scoring', 'int_lead_scoring__score_log') }}
with

-- The day of which this run writes, if it writes.
days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(days), 4) }}

),

definitions as (

    {{ lead_scoring.indented(lead_scoring.definition_rows(scorecards), 4) }}

),

{% if past_day -%}
past_scores as (

    select * from {{ replay }}
    where scoring_date = {{ lead_scoring.date_literal(past_day) }}

),

past_leads as (

    select lead_key, lead_id from {{ ref('lead_scoring', 'int_lead_scoring__replay_leads') }}
    where scoring_date = {{ lead_scoring.date_literal(past_day) }}

),

past_aliases as (

    select lead_key from {{ ref('lead_scoring', 'int_lead_scoring__replay_aliases') }}

),

past_points as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__replay_entries') }}

),

{{ lead_scoring.states_to_tell('past_') | trim }},

past_tellings as (

    select
        *,
        true as is_present,
        false as is_change
    from past_states

),

past_entry_lines as (

    select
        {{ lead_scoring.date_literal(past_day) }} as scoring_date,
        lead_id,
        scorecard_id,
        true as is_present,
        false as is_change,
        entry_key,
        cast(0 as {{ points_type }}) as points_before,
        points as points_after,
        event_count,
        last_event_on,
        null as reason
    from past_entries

),

log as (

    select
        cast(1 as {{ dbt.type_bigint() }}) as run_number,
        past_lines.*
    from (
        {{ lead_scoring.indented(lead_scoring.lines_of(past_lines, columns) | trim, 8) }}
    ) as past_lines

),
{% else -%}
log as (

    {{ lead_scoring.indented(lead_scoring.log_lines(position, dict(
        columns, run_number=dbt.type_bigint(), scoring_date='date', line_type=dbt.type_string(),
    )), 4) }}

),
{% endif %}
-- A second run on one day replaces what the first one told of that day.
ranked_tellings as (

    select
        *,
        row_number() over (
            partition by lead_id, scorecard_id, scoring_date
            order by run_number desc
        ) as line_rank
    from log
    where line_type in ('telling', 'taken_back')

),

tellings as (

    select * from ranked_tellings
    where line_rank = 1 and line_type = 'telling'

),

told_today as (

    select * from tellings
    where scoring_date = {{ day }}

),

told_before as (

    select
        *,
        row_number() over (
            partition by lead_id, scorecard_id
            order by scoring_date desc
        ) as telling_rank
    from tellings
    where scoring_date < {{ day }}

),

former_states as (

    select * from told_before
    where telling_rank = 1

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
    from {{ scores }} as scores
    inner join days
        on scores.scoring_date = days.scoring_date
    inner join {{ tiers }} as tiers
        on scores.lead_id = tiers.lead_id
        and scores.scorecard_id = tiers.scorecard_id

),

current_leads as (

    select lead_key, lead_id from {{ leads }}

),

current_aliases as (

    select lead_key from {{ aliases }}

),

current_points as (

    select * from {{ entries }}

),

{{ lead_scoring.states_to_tell('current_') | trim }},

-- What is worth telling, beside what was told last.
notable_states as (

    select
        current_states.scoring_date as scoring_date,
        current_states.lead_id as lead_id,
        current_states.scorecard_id as scorecard_id,
        true as is_present,
        {%- for value in values %}
        current_states.{{ value }} as {{ value }},
        {%- endfor %}
        -- The first that is said of a scorecard, for all leads at once, is no change of theirs.
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
        or {{ lead_scoring.differs('current_states.tier', 'former_states.tier') }}
        or {{ lead_scoring.differs('current_states.fit_grade', 'former_states.fit_grade') }}
        or {{ lead_scoring.differs('current_states.engagement_grade', 'former_states.engagement_grade') }}
        or {{ lead_scoring.differs('current_states.is_disqualified', 'former_states.is_disqualified') }}
        or abs(current_states.score - former_states.score) >= {{ lead_scoring.number_setting('notable_change') }}

    union all

    select
        days.scoring_date as scoring_date,
        former_states.lead_id as lead_id,
        former_states.scorecard_id as scorecard_id,
        false as is_present,
        cast(0 as {{ points_type }}) as exact_score,
        cast(null as {{ points_type }}) as score,
        cast(null as {{ dbt.type_string() }}) as tier,
        cast(null as {{ dbt.type_string() }}) as fit_grade,
        cast(null as {{ dbt.type_string() }}) as engagement_grade,
        cast(null as {{ dbt.type_boolean() }}) as is_disqualified,
        former_states.alias_count as alias_count,
        cast(0 as {{ lead_scoring.type_decimal(38, 2) }}) as fingerprint,
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
    left join (
        select alias_id from {{ aliases }}
        where lead_id in (select lead_id from {{ leads }})
    ) as merged
        on former_states.lead_id = merged.alias_id
    where former_states.is_present
        and current_states.lead_id is null

),

-- What an earlier run of the day has told already stays as it stands.
new_tellings as (

    select notable_states.*
    from notable_states
    left join told_today
        on notable_states.lead_id = told_today.lead_id
        and notable_states.scorecard_id = told_today.scorecard_id
    where told_today.lead_id is null
        {%- for value in ['is_present'] + values %}
        or {{ lead_scoring.differs('notable_states.' ~ value, 'told_today.' ~ value) }}
        {%- endfor %}

),

taken_back as (

    select
        told_today.scoring_date as scoring_date,
        told_today.lead_id as lead_id,
        told_today.scorecard_id as scorecard_id
    from told_today
    cross join days
    left join notable_states
        on told_today.lead_id = notable_states.lead_id
        and told_today.scorecard_id = notable_states.scorecard_id
    where notable_states.lead_id is null

),

-- Entries as they were told last: the latest line of each.
former_lines as (

    select
        log.lead_id as lead_id,
        log.scorecard_id as scorecard_id,
        log.entry_key as entry_key,
        log.is_present as is_present,
        log.points_after as points_after,
        log.event_count as event_count,
        log.last_event_on as last_event_on,
        row_number() over (
            partition by log.lead_id, log.entry_key
            order by log.scoring_date desc
        ) as line_rank
    from log
    inner join new_tellings
        on log.lead_id = new_tellings.lead_id
        and log.scorecard_id = new_tellings.scorecard_id
    inner join told_before
        on log.lead_id = told_before.lead_id
        and log.scorecard_id = told_before.scorecard_id
        and log.scoring_date = told_before.scoring_date
        and log.run_number = told_before.run_number
    where log.line_type = 'entry'

),

both_entries as (

    select
        current_entries.lead_id as lead_id,
        current_entries.scorecard_id as scorecard_id,
        current_entries.entry_key as entry_key,
        1 as is_current,
        current_entries.points as points,
        current_entries.event_count as event_count,
        current_entries.last_event_on as last_event_on
    from current_entries
    inner join new_tellings
        on current_entries.lead_id = new_tellings.lead_id
        and current_entries.scorecard_id = new_tellings.scorecard_id

    union all

    select
        lead_id,
        scorecard_id,
        entry_key,
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
        entry_key,
        max(is_current) = 1 as is_present,
        min(is_current) = 0 as was_present,
        sum(case when is_current = 0 then points else 0 end) as points_before,
        sum(case when is_current = 1 then points else 0 end) as points_after,
        max(case when is_current = 1 then event_count end) as event_count,
        max(case when is_current = 1 then last_event_on end) as last_event_on,
        max(case when is_current = 0 then event_count end) as former_event_count,
        max(case when is_current = 0 then last_event_on end) as former_last_event_on
    from both_entries
    group by lead_id, scorecard_id, entry_key

),

-- What was counted, then and now, as far as entries tell.
told_counts as (

    select
        compared_entries.lead_id as lead_id,
        definitions.tally_id as tally_id,
        compared_entries.event_count as event_count,
        compared_entries.last_event_on as last_event_on,
        compared_entries.former_event_count as former_event_count,
        compared_entries.former_last_event_on as former_last_event_on
    from compared_entries
    inner join definitions
        on compared_entries.entry_key = definitions.entry_key
    where definitions.tally_id is not null
    {%- if untold_tallies %}

    union all

    select
        leads.lead_id as lead_id,
        tallies.tally_id as tally_id,
        tallies.event_count as event_count,
        tallies.last_event_on as last_event_on,
        cast(null as {{ dbt.type_bigint() }}) as former_event_count,
        cast(null as date) as former_last_event_on
    from {{ tallies }} as tallies
    inner join {{ leads }} as leads
        on tallies.lead_key = leads.lead_key
    inner join (select distinct lead_id from new_tellings) as told_leads
        on leads.lead_id = told_leads.lead_id
    where tallies.tally_id in (
            {{ untold_tallies | join(',\n            ') }}
        )
    {%- endif %}

),

counts as (

    select
        lead_id,
        tally_id,
        max(event_count) as event_count,
        max(last_event_on) as last_on,
        max(former_event_count) as former_count,
        max(former_last_event_on) as former_last_on
    from told_counts
    group by lead_id, tally_id

),

explained_entries as (

    select
        new_tellings.scoring_date as scoring_date,
        new_tellings.is_present as lead_is_present,
        new_tellings.is_change as is_change,
        new_tellings.compared_with_on as compared_with_on,
        new_tellings.is_merged_away as is_merged_away,
        new_tellings.alias_count as alias_count,
        new_tellings.former_alias_count as former_alias_count,
        compared_entries.lead_id as lead_id,
        compared_entries.scorecard_id as scorecard_id,
        compared_entries.entry_key as entry_key,
        compared_entries.is_present as is_present,
        compared_entries.points_before as points_before,
        compared_entries.points_after as points_after,
        compared_entries.event_count as event_count,
        compared_entries.last_event_on as last_event_on,
        spans.entry_type as entry_type,
        spans.changed_on as definition_changed_on,
        definitions.basis as basis,
        definitions.is_decaying as is_decaying,
        definitions.is_capped as is_capped,
        counts.event_count as tally_count,
        counts.last_on as tally_last_on,
        counts.former_count as tally_former_count,
        counts.former_last_on as tally_former_last_on,
        given.last_on as given_last_on
    from compared_entries
    inner join new_tellings
        on compared_entries.lead_id = new_tellings.lead_id
        and compared_entries.scorecard_id = new_tellings.scorecard_id
    inner join {{ definition_spans }} as spans
        on compared_entries.entry_key = spans.entry_key
        and spans.valid_to_on is null
    left join definitions
        on compared_entries.entry_key = definitions.entry_key
    left join counts
        on compared_entries.lead_id = counts.lead_id
        and definitions.tally_id = counts.tally_id
    left join counts as given
        on compared_entries.lead_id = given.lead_id
        and definitions.given_tally_id = given.tally_id
    where compared_entries.is_present <> compared_entries.was_present
        or compared_entries.points_before <> compared_entries.points_after
        or {{ lead_scoring.differs('compared_entries.event_count', 'compared_entries.former_event_count') }}
        or {{ lead_scoring.differs('compared_entries.last_event_on', 'compared_entries.former_last_event_on') }}

),

entry_lines as (

    select
        *,
        case when is_change then
            {{ lead_scoring.indented(lead_scoring.change_reason(), 12) }}
        end as reason
    from explained_entries

),

lines as (

    {{ lead_scoring.indented(lead_scoring.lines_of([
        ['telling', 'new_tellings', of_tellings],
        ['entry', 'entry_lines', of_entries],
        ['taken_back', 'taken_back', ['lead_id', 'scorecard_id']],
        ['receipt', 'days', []],
    ] + past_lines, columns) | trim, 4) }}

),

final as (

    select
        cast({{ position.run_number + 1 }} as {{ dbt.type_bigint() }}) as run_number,
        lines.*
    from lines

)

select * from final
