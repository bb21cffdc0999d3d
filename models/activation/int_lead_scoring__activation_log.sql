{#- What was published is never rewritten, by `--full-refresh` neither: lines are appended. -#}
{{ config(lead_scoring.log_config(lead_scoring.keeps_activation())) }}

{%- set scores = ref('lead_scoring', 'lead_scores') -%}
{%- set tiers = ref('lead_scoring', 'lead_tiers') -%}
{%- set stages = ref('lead_scoring', 'lead_stages') -%}
{%- set position = lead_scoring.log_position() -%}
{%- set days = lead_scoring.days_to_publish(position)[-1:] -%}
{%- set text = dbt.type_string() -%}
{%- set columns = {
    'lead_id': text, 'scorecard_id': text,
    'score': lead_scoring.type_decimal(18, 2), 'tier': text, 'grade': text,
    'top_reasons': lead_scoring.type_text(),
    'stage_id': text, 'funnel_phase': text, 'is_dormant': dbt.type_boolean(),
} -%}
{#- Reasons are those of the score as it was published: a change of them alone is no line, or decay
    would write one daily. -#}
{%- set values = ['score', 'tier', 'grade', 'stage_id', 'funnel_phase', 'is_dormant'] %}

with

-- The day of which this run writes, if any.
days as (

    {{ lead_scoring.indented(lead_scoring.day_rows(days), 4) }}

),

published as (

    select
        scores.lead_id as lead_id,
        scores.scorecard_id as scorecard_id,
        {{ lead_scoring.indented(lead_scoring.published_score(
            lead_scoring.scorecards(), 'scores.score', 'tiers.tier', 'scores.scorecard_id'
        ), 8) }} as score,
        tiers.tier as tier,
        tiers.grade as grade,
        scores.top_reasons as top_reasons,
        cast(null as {{ text }}) as stage_id,
        cast(null as {{ text }}) as funnel_phase,
        cast(null as {{ dbt.type_boolean() }}) as is_dormant
    from {{ scores.render() }} as scores
    inner join {{ tiers.render() }} as tiers
        on scores.lead_id = tiers.lead_id
        and scores.scorecard_id = tiers.scorecard_id
    inner join days
        on scores.scoring_date = days.scoring_date

    union all

    -- What is about the lead itself has a line without a scorecard.
    select
        stages.lead_id as lead_id,
        cast(null as {{ text }}) as scorecard_id,
        cast(null as {{ columns.score }}) as score,
        cast(null as {{ text }}) as tier,
        cast(null as {{ text }}) as grade,
        cast(null as {{ columns.top_reasons }}) as top_reasons,
        stages.stage_id as stage_id,
        stages.funnel_phase as funnel_phase,
        stages.is_dormant as is_dormant
    from {{ stages.render() }} as stages
    inner join days
        on stages.scoring_date = days.scoring_date

),

log as (

    {{ lead_scoring.indented(lead_scoring.log_lines(
        position, dict(columns, run_number=dbt.type_bigint(), line_type=text)
    ), 4) }}

),

ranked_lines as (

    select
        *,
        row_number() over (
            partition by lead_id, scorecard_id
            order by run_number desc
        ) as line_rank
    from log
    where line_type <> 'day'

),

-- What was published last, and what is so now.
states as (

    select
        0 as place,
        {{ columns.keys() | join(',\n        ') }}
    from ranked_lines
    where line_rank = 1 and line_type = 'published'

    union all

    select
        1 as place,
        {{ columns.keys() | join(',\n        ') }}
    from published

),

compared as (

    select
        *,
        min(place) over (partition by lead_id, scorecard_id) as first_position,
        max(place) over (partition by lead_id, scorecard_id) as last_position
        {%- for value in values %},
        lag({{ value }}) over (
            partition by lead_id, scorecard_id
            order by place
        ) as former_{{ value }}
        {%- endfor %}
    from states

),

lines as (

    select
        {{ columns.keys() | join(',\n        ') }},
        'published' as line_type
    from compared
    where place = 1
        and (
            first_position = 1
            or {{ lead_scoring.indented(lead_scoring.any_differs(values), 12) }}
        )

    union all

    -- No longer scored: the lead, its place in the population or the scorecard is gone.
    select
        {%- for column, type in columns.items() %}
        {{ column if column in ('lead_id', 'scorecard_id')
            else 'cast(null as ' ~ type ~ ') as ' ~ column }},
        {%- endfor %}
        'removed' as line_type
    from compared
    where last_position = 0

    union all

    -- A row for the day, also if nothing changed.
    select
        {%- for column, type in columns.items() %}
        cast(null as {{ type }}) as {{ column }},
        {%- endfor %}
        'day' as line_type
    from days

),

final as (

    select
        cast({{ position.run_number + 1 }} as {{ dbt.type_bigint() }}) as run_number,
        days.scoring_date as scoring_date,
        {{ lead_scoring.published_at(position) }} as published_at,
        {%- for column in columns %}
        lines.{{ column }},
        {%- endfor %}
        cast(lines.line_type as {{ text }}) as line_type
    from lines
    cross join days

)

select * from final
