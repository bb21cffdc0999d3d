{#- Each score at its last notable change. Lines are appended only. -#}
{{ config(lead_scoring.log_config(lead_scoring.keeps_history())) }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set position = lead_scoring.log_position() -%}
{%- set days = lead_scoring.days_to_publish(position) -%}
{#- With a backfill the last of the past days is what was published before. -#}
{%- set past = lead_scoring.backfill(position) -%}
{%- set past_day = past.days | last | default(none) -%}
{%- set day = lead_scoring.scoring_day() -%}
{%- set points_type = lead_scoring.type_decimal(18, 2) -%}
{%- set text, yes_no, whole = dbt.type_string(), dbt.type_boolean(), dbt.type_bigint() -%}
{%- set values = [
    'exact_score', 'score', 'tier', 'fit_grade', 'engagement_grade', 'is_disqualified',
] -%}
{%- set columns = {
    'lead_id': text, 'scorecard_id': text, 'is_present': yes_no, 'is_change': yes_no,
    'exact_score': points_type, 'score': points_type, 'tier': text, 'fit_grade': text,
    'engagement_grade': text, 'is_disqualified': yes_no, 'tier_reason': text, 'grade_reason': text,
} %}
{%- set past_columns = columns.keys() | reject('in', ['tier_reason', 'grade_reason']) | list %}

-- The log of scores is written first: it is what refuses a backfill.
-- depends_on: {{ ref('lead_scoring', 'int_lead_scoring__score_log') }}
with

scores as (

    select * from {{ ref('lead_scoring', 'lead_scores') }}

),

tiers as (

    select * from {{ ref('lead_scoring', 'lead_tiers') }}

),

former_tiers as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__former_tiers') }}

),

-- The day of which this run writes, if it writes.
days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(days), 4) }}

),

{% if past_day -%}
past_lines as (

    select
        scoring_date,
        lead_id,
        scorecard_id,
        true as is_present,
        false as is_change,
        score as exact_score,
        {{ lead_scoring.indented(lead_scoring.published_score(
            scorecards, 'score', 'tier', 'scorecard_id'
        ), 8) }} as score,
        tier,
        fit_grade,
        engagement_grade,
        is_disqualified
    from {{ past.scores }}
    where scoring_date = {{ lead_scoring.date_literal(past_day) }}

),

log as (

    select
        cast(1 as {{ whole }}) as run_number,
        lines.*
    from (
        {{ lead_scoring.indented(lead_scoring.lines_of([
            ['score', 'past_lines', past_columns]
        ], columns) | trim, 8) }}
    ) as lines

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
    where line_type <> 'day'

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

current_states as (

    select
        scores.scoring_date as scoring_date,
        scores.lead_id as lead_id,
        scores.scorecard_id as scorecard_id,
        scores.score as exact_score,
        {{ lead_scoring.indented(lead_scoring.published_score(
            scorecards, 'scores.score', 'tiers.tier', 'scores.scorecard_id'
        ), 8) }} as score,
        tiers.tier as tier,
        tiers.fit_grade as fit_grade,
        tiers.engagement_grade as engagement_grade,
        scores.is_disqualified as is_disqualified
    from scores
    inner join days
        on scores.scoring_date = days.scoring_date
    inner join tiers
        on scores.lead_id = tiers.lead_id
        and scores.scorecard_id = tiers.scorecard_id

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
        {{ lead_scoring.indented(lead_scoring.tier_reason(['tier']), 8) }} as tier_reason,
        {{ lead_scoring.indented(
            lead_scoring.tier_reason(['fit_grade', 'engagement_grade']), 8
        ) }} as grade_reason
    from current_states
    left join former_states
        on current_states.lead_id = former_states.lead_id
        and current_states.scorecard_id = former_states.scorecard_id
    left join former_tiers
        on current_states.lead_id = former_tiers.lead_id
        and current_states.scorecard_id = former_tiers.scorecard_id
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
        -- Nor is the end of a scorecard.
        scored.scorecard_id is not null as is_change,
        case when former_states.tier is not null then 'no_longer_scored' end as tier_reason,
        case
            when coalesce(former_states.fit_grade, former_states.engagement_grade) is not null
                then 'no_longer_scored'
        end as grade_reason
    from former_states
    cross join days
    left join current_states
        on former_states.lead_id = current_states.lead_id
        and former_states.scorecard_id = current_states.scorecard_id
    left join (select distinct scorecard_id from current_states) as scored
        on former_states.scorecard_id = scored.scorecard_id
    where former_states.is_present
        and current_states.lead_id is null

),

-- What an earlier run of the day has published already is not written again.
score_lines as (

    select notable_states.*
    from notable_states
    left join published_today
        on notable_states.lead_id = published_today.lead_id
        and notable_states.scorecard_id = published_today.scorecard_id
    where published_today.lead_id is null
        {%- for value in ['is_present', 'tier_reason', 'grade_reason'] + values %}
        or {{ lead_scoring.differs('notable_states.' ~ value, 'published_today.' ~ value) }}
        {%- endfor %}

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
        ['score', 'score_lines', columns],
        ['withdrawn', 'withdrawn', ['lead_id', 'scorecard_id']],
        ['day', 'days', []],
    ] + ([['score', 'past_lines', past_columns]] if past_day else []), columns) | trim, 4) }}

),

final as (

    select
        cast({{ position.run_number + 1 }} as {{ whole }}) as run_number,
        lines.*
    from lines

)

select * from final
