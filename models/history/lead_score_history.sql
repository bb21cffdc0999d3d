{{ config(enabled = lead_scoring.keeps_history()) }}

{%- set values = ['line_type'] + lead_scoring.published_values() -%}
{%- set of_one = 'partition by lead_id, scorecard_id order by' %}

with

log as (

    select
        *,
        row_number() over (
            partition by lead_id, scorecard_id, scoring_date
            order by run_number desc
        ) as line_rank
    from {{ ref('lead_scoring', 'int_lead_scoring__score_log') }}
    where line_type <> 'day'

),

-- A second run on one day replaces what the first one wrote of that day.
compared as (

    select
        *
        {%- for value in values %},
        lag({{ value }}) over ({{ of_one }} scoring_date) as former_{{ value }}
        {%- endfor %}
    from log
    where line_rank = 1

),

spans as (

    select
        *,
        lead(scoring_date) over ({{ of_one }} scoring_date) as next_on
    from compared
    where {{ lead_scoring.indented(lead_scoring.any_differs(values), 8) }}

),

final as (

    select
        lead_id,
        scorecard_id,
        scoring_date as valid_from_on,
        next_on as valid_to_on,
        score,
        tier,
        tier_rank,
        fit_grade,
        engagement_grade,
        fit_grade || engagement_grade as grade,
        is_disqualified,
        is_backfilled
    from spans
    where line_type = 'scored'

)

{{ lead_scoring.select_contract('final') }}
