{{ config(enabled = lead_scoring.is_replayed(), materialized = 'view') }}

with

outcomes as (

    select
        *,
        cast(scoring_date as {{ dbt.type_string() }}) as day,
        case when outcome = 'converted' then 1 else 0 end as converted
    from {{ ref('lead_scoring', 'int_lead_scoring__outcomes') }}
    where outcome in ('converted', 'not_converted')

),

periods as (

    select outcomes.*, day as period
    from outcomes

    union all

    select outcomes.*, 'all days' as period
    from outcomes

),

counts as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__score_counts') }}

),

curves as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__stated_curves') }}

),

final as (

    select
        periods.scorecard_id as scorecard_id,
        periods.period as period,
        periods.scoring_date as scoring_date,
        periods.lead_id as lead_id,
        periods.person_id as person_id,
        periods.score as score,
        periods.tier as tier,
        periods.tier_rank as tier_rank,
        periods.converted as converted,
        counts.leads_above as leads_above,
        counts.decile as decile,
        counts.top_proportion as top_proportion,
        counts.proportion_beaten as proportion_beaten,
        counts.proportion_beaten_by as proportion_beaten_by,
        case when curves.no_rate_because is null and not periods.is_disqualified then
            {{ lead_scoring.rate_of_curve('curves', lead_scoring.double('periods.score')) }}
        end as expected_rate
    from periods
    inner join counts
        on periods.scorecard_id = counts.scorecard_id
        and periods.period = counts.period
        and periods.is_disqualified = counts.is_disqualified
        and periods.score = counts.score
    inner join curves
        on periods.scorecard_id = curves.scorecard_id
        and periods.scoring_date = curves.scoring_date

)

select * from final
