{{ config(enabled = lead_scoring.is_replayed()) }}

with

outcomes as (

    select
        *,
        cast(scoring_date as {{ dbt.type_string() }}) as period
    from {{ ref('lead_scoring', 'int_lead_scoring__outcomes') }}
    where outcome in ('converted', 'not_converted')

),

daily_counts as (

    select
        scorecard_id,
        period,
        is_disqualified,
        score,
        count(*) as leads,
        sum(case when outcome = 'converted' then 1 else 0 end) as converted
    from outcomes
    group by scorecard_id, period, is_disqualified, score

),

counts as (

    select * from daily_counts

    union all

    select
        scorecard_id,
        'all days' as period,
        is_disqualified,
        score,
        sum(leads) as leads,
        sum(converted) as converted
    from daily_counts
    group by scorecard_id, is_disqualified, score

),

{{ lead_scoring.ranked_subjects() | trim }}

select * from ranked_subjects
