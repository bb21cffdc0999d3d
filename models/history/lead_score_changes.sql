{{ config(enabled = lead_scoring.keeps_history()) }}

{%- set values = [
    'exact_score', 'score', 'tier', 'fit_grade', 'engagement_grade', 'is_disqualified',
] -%}
{%- set of_one = 'partition by lead_id, scorecard_id order by scoring_date' %}

with

ranked_lines as (

    select
        *,
        row_number() over (
            partition by lead_id, scorecard_id, scoring_date
            order by run_number desc
        ) as line_rank
    from {{ ref('lead_scoring', 'int_lead_scoring__change_log') }}
    where line_type <> 'day'

),

-- A second run on one day replaces what the first one wrote of that day.
published as (

    select
        *,
        lag(scoring_date) over ({{ of_one }}) as former_scoring_date
        {%- for value in values %},
        lag({{ value }}) over ({{ of_one }}) as former_{{ value }}
        {%- endfor %}
    from ranked_lines
    where line_rank = 1 and line_type = 'score'

),

score_changes as (

    select
        lead_id,
        scorecard_id,
        scoring_date as changed_on,
        former_scoring_date as compared_with_on,
        former_score as score_before,
        score as score_after,
        case when former_score is not null then former_exact_score end as exact_score_before,
        case when is_present then exact_score end as exact_score_after,
        former_tier as tier_before,
        tier as tier_after,
        {{ lead_scoring.known_grade('former_fit_grade', 'former_engagement_grade') }}
            as grade_before,
        {{ lead_scoring.known_grade('fit_grade', 'engagement_grade') }} as grade_after,
        former_is_disqualified as is_disqualified_before,
        is_disqualified as is_disqualified_after,
        tier_reason,
        grade_reason
    from published
    where is_change

),

final as (

    select
        {{ lead_scoring.change_id('lead_id', 'scorecard_id', 'changed_on') }} as change_id,
        score_changes.*
    from score_changes

)

{{ lead_scoring.select_contract('final') }}
