{#- What was published is never rewritten, by `--full-refresh` neither: lines are appended. -#}
{{ config(lead_scoring.log_config(lead_scoring.keeps_history())) }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set position = lead_scoring.log_position() -%}
{%- set past = lead_scoring.backfill(position) -%}
{%- set days = past.days + lead_scoring.days_to_publish(position, warns=true) -%}
{%- set values = lead_scoring.published_values() -%}
{%- set columns = {
    'lead_id': dbt.type_string(), 'scorecard_id': dbt.type_string(),
    'score': lead_scoring.type_decimal(18, 2), 'tier': dbt.type_string(),
    'tier_rank': dbt.type_int(), 'fit_grade': dbt.type_string(),
    'engagement_grade': dbt.type_string(), 'is_disqualified': dbt.type_boolean(),
} -%}
{%- set of_one = 'partition by lead_id, scorecard_id order by' %}

with

scores as (

    select * from {{ ref('lead_scoring', 'lead_scores') }}

),

tiers as (

    select * from {{ ref('lead_scoring', 'lead_tiers') }}

),

-- The days of which this run writes.
days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(days), 4) }}

),

-- What is published of them.
published as (

    select
        scores.scoring_date as scoring_date,
        scores.lead_id as lead_id,
        scores.scorecard_id as scorecard_id,
        {{ lead_scoring.indented(lead_scoring.published_score(
            scorecards, 'scores.score', 'tiers.tier', 'scores.scorecard_id'
        ), 8) }} as score,
        tiers.tier as tier,
        tiers.tier_rank as tier_rank,
        tiers.fit_grade as fit_grade,
        tiers.engagement_grade as engagement_grade,
        scores.is_disqualified as is_disqualified
    from scores
    inner join tiers
        on scores.lead_id = tiers.lead_id
        and scores.scorecard_id = tiers.scorecard_id
    {%- if past.days %}

    union all

    select
        scoring_date,
        lead_id,
        scorecard_id,
        {{ lead_scoring.indented(lead_scoring.published_score(
            scorecards, 'score', 'tier', 'scorecard_id'
        ), 8) }} as score,
        tier,
        tier_rank,
        fit_grade,
        engagement_grade,
        is_disqualified
    from {{ past.scores }}
    where scoring_date < {{ lead_scoring.scoring_day() }}
    {%- endif %}

),

log as (

    {{ lead_scoring.indented(lead_scoring.log_lines(position, dict(
        columns, run_number=dbt.type_bigint(), scoring_date='date', line_type=dbt.type_string(),
    )), 4) }}

),

ranked_lines as (

    select
        *,
        row_number() over ({{ of_one }} scoring_date desc, run_number desc) as line_rank
    from log
    where line_type <> 'day'

),

-- Day 0 is what was published so far.
states as (

    select
        days.day_number as day_number,
        published.*
    from published
    inner join days
        on published.scoring_date = days.scoring_date

    union all

    select
        0 as day_number,
        scoring_date,
        {{ columns.keys() | join(',\n        ') }}
    from ranked_lines
    where line_rank = 1 and line_type = 'scored'

),

compared as (

    select
        *,
        lag(day_number) over ({{ of_one }} day_number) as former_day_number,
        lead(day_number) over ({{ of_one }} day_number) as next_day_number
        {%- for value in values %},
        lag({{ value }}) over ({{ of_one }} day_number) as former_{{ value }}
        {%- endfor %}
    from states

),

changed as (

    select *
    from compared
    where day_number > 0
        and (
            former_day_number is null
            or former_day_number < day_number - 1
            or {{ lead_scoring.indented(lead_scoring.any_differs(values), 12) }}
        )

),

-- Scored the day before, and not on this day: the lead, its place in the population or the
-- scorecard is gone.
gone as (

    select
        days.scoring_date as scoring_date,
        compared.lead_id as lead_id,
        compared.scorecard_id as scorecard_id
    from compared
    inner join days
        on compared.day_number + 1 = days.day_number
    where compared.next_day_number is null
        or compared.next_day_number > compared.day_number + 1

),

lines as (

    {{ lead_scoring.indented(lead_scoring.lines_of([
        ['scored', 'changed', columns],
        ['gone', 'gone', ['lead_id', 'scorecard_id']],
        ['day', 'days', []],
    ], columns) | trim, 4) }}

),

final as (

    select
        cast({{ position.run_number + 1 }} as {{ dbt.type_bigint() }}) as run_number,
        lines.*,
        -- days before the scoring date are from a replay
        scoring_date < {{ lead_scoring.scoring_day() }} as is_backfilled
    from lines

)

select * from final
