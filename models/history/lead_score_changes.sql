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
    where line_type in ('score', 'withdrawn')

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
        is_disqualified as is_disqualified_after
    from published
    where is_change

),

ranked_places as (

    select
        *,
        row_number() over (
            partition by lead_id, scoring_date
            order by run_number desc, stage_rank desc
        ) as line_rank
    from {{ ref('lead_scoring', 'int_lead_scoring__stage_log') }}
    where line_type not in ('state', 'day')

),

places as (

    select
        *,
        lag(stage_id) over (partition by lead_id order by scoring_date) as former_stage_id,
        lag(scoring_date) over (partition by lead_id order by scoring_date) as former_scoring_date
    from ranked_places
    where line_rank = 1

),

-- The first stage that is known of all leads at once is no change of theirs.
first_days as (

    select min(scoring_date) as first_on
    from {{ ref('lead_scoring', 'int_lead_scoring__stage_log') }}

),

stage_changes as (

    select
        places.lead_id as lead_id,
        places.scoring_date as changed_on,
        places.former_scoring_date as compared_with_on,
        places.former_stage_id as stage_before,
        places.stage_id as stage_after
    from places
    inner join first_days
        on places.scoring_date > first_days.first_on
    where not places.is_backfilled
        and {{ lead_scoring.differs('places.stage_id', 'places.former_stage_id') }}

),

changes as (

    select
        score_changes.*,
        cast(null as {{ dbt.type_string() }}) as stage_before,
        cast(null as {{ dbt.type_string() }}) as stage_after
    from score_changes

    union all

    select
        lead_id,
        cast(null as {{ dbt.type_string() }}) as scorecard_id,
        changed_on,
        compared_with_on,
        cast(null as {{ lead_scoring.type_decimal(18, 2) }}) as score_before,
        cast(null as {{ lead_scoring.type_decimal(18, 2) }}) as score_after,
        cast(null as {{ lead_scoring.type_decimal(18, 2) }}) as exact_score_before,
        cast(null as {{ lead_scoring.type_decimal(18, 2) }}) as exact_score_after,
        cast(null as {{ dbt.type_string() }}) as tier_before,
        cast(null as {{ dbt.type_string() }}) as tier_after,
        cast(null as {{ dbt.type_string() }}) as grade_before,
        cast(null as {{ dbt.type_string() }}) as grade_after,
        cast(null as {{ dbt.type_boolean() }}) as is_disqualified_before,
        cast(null as {{ dbt.type_boolean() }}) as is_disqualified_after,
        stage_before,
        stage_after
    from stage_changes

),

final as (

    select
        {{ lead_scoring.change_id('lead_id', 'scorecard_id', 'changed_on') }} as change_id,
        changes.*
    from changes

)

{{ lead_scoring.select_contract('final') }}
