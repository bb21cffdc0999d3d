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

-- From the best score down; disqualified leads come after all others, as in `score_rank`.
running as (

    select
        *,
        sum(leads) over (
            partition by scorecard_id, period
            order by is_disqualified, score desc
            rows between unbounded preceding and current row
        ) - leads as leads_above,
        sum(converted) over (
            partition by scorecard_id, period
            order by is_disqualified, score desc
            rows between unbounded preceding and current row
        ) - converted as converted_above,
        sum(leads) over (partition by scorecard_id, period) as all_leads,
        sum(converted) over (partition by scorecard_id, period) as all_converted
    from counts

),

final as (

    select
        scorecard_id,
        period,
        is_disqualified,
        score,
        {%- for column in ('leads', 'converted', 'leads_above', 'converted_above', 'all_leads', 'all_converted') %}
        cast({{ column }} as {{ dbt.type_bigint() }}) as {{ column }},
        {%- endfor %}
        -- equal scores share a tenth: the one in which their middle lies
        cast(
            floor({{ lead_scoring.double('20 * leads_above + 10 * leads') }} / (2 * all_leads)) + 1
            as {{ dbt.type_int() }}
        ) as decile,
        -- the part of them that is in the best tenth, if equals are taken in any order
        case
            when 10 * (leads_above + leads) <= all_leads then 1.0
            when 10 * leads_above >= all_leads then 0.0
            else {{ lead_scoring.double('all_leads - 10 * leads_above') }} / (10 * leads)
        end as top_share,
        -- the part of the leads of the other outcome that a lead with this score has its place above, or
        -- below: DeLong's structural components, an equal counts half
        {{ lead_scoring.double(
            '2 * ((all_leads - all_converted) - (leads_above - converted_above)) - (leads - converted)'
        ) }} / nullif(2 * (all_leads - all_converted), 0) as share_beaten,
        {{ lead_scoring.double('2 * converted_above + converted') }} / nullif(2 * all_converted, 0) as share_beaten_by
    from running

)

select * from final
