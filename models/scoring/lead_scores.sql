{%- set day = lead_scoring.scoring_day() -%}
{%- set points_type = lead_scoring.type_decimal(18, 2) -%}

with

scored_leads as (

    select * from {{ ref('lead_scoring', 'int_lead_scoring__scored_leads') }}

),

ledger as (

    select * from {{ ref('lead_scoring', 'lead_score_ledger') }}

),

totals as (

    select
        lead_id,
        scorecard_id,
        sum(points) as score,
        sum(case when axis = 'fit' then points else 0 end) as fit_score,
        sum(case when axis = 'engagement' then points else 0 end) as engagement_score,
        count(case when entry_type = 'rule' then 1 end) as rules_fired,
        max(last_event_on) as last_event_on
    from ledger
    group by lead_id, scorecard_id

),

ranked_entries as (

    select
        lead_id,
        scorecard_id,
        description || ' (' || {{ lead_scoring.points_in_words('points') }} || ')' as reason,
        row_number() over (
            partition by lead_id, scorecard_id
            order by
                abs(points) desc,
                {{ lead_scoring.by_code_point('rule_id') }} nulls last,
                entry_type,
                {{ lead_scoring.by_code_point('group_id') }},
                {{ lead_scoring.by_code_point('description') }}
        ) as reason_rank
    from ledger

),

reasons as (

    select
        lead_id,
        scorecard_id,
        max(case when reason_rank = 1 then reason end)
            || coalesce('; ' || max(case when reason_rank = 2 then reason end), '')
            || coalesce('; ' || max(case when reason_rank = 3 then reason end), '') as top_reasons
    from ranked_entries
    where reason_rank <= 3
    group by lead_id, scorecard_id

),

final as (

    select
        scored_leads.lead_id,
        scored_leads.scorecard_id,
        {{ day }} as scoring_date,
        cast(coalesce(totals.score, 0) as {{ points_type }}) as score,
        cast(coalesce(totals.fit_score, 0) as {{ points_type }}) as fit_score,
        cast(coalesce(totals.engagement_score, 0) as {{ points_type }}) as engagement_score,
        scored_leads.is_disqualified,
        coalesce(totals.rules_fired, 0) as rules_fired,
        totals.last_event_on,
        reasons.top_reasons
    from scored_leads
    left join totals
        on scored_leads.lead_id = totals.lead_id
        and scored_leads.scorecard_id = totals.scorecard_id
    left join reasons
        on scored_leads.lead_id = reasons.lead_id
        and scored_leads.scorecard_id = reasons.scorecard_id

)

select * from final
