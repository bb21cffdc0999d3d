{#
    The CTEs that end with `scores`: the entries of each scored lead added up, and told in words (SPEC:
    How a score is computed, steps 9 and 10). Reads the CTEs `scored_leads` and `points`.

    Args:
        scorecards: see `scorecards`.

    Example:
        with scored_leads as (…), points as (…), {{ lead_scoring.scores_of_leads(scorecards) }}
#}
{% macro scores_of_leads(scorecards) %}
{%- set points_type = lead_scoring.type_decimal(18, 2) -%}
entries as (

    {{ lead_scoring.indented(lead_scoring.entry_rows(scorecards), 4) }}

),

ledger as (

    select
        points.lead_key as lead_key,
        points.points as points,
        points.last_event_on as last_event_on,
        entries.scorecard_id as scorecard_id,
        entries.entry_type as entry_type,
        entries.entry_number as entry_number,
        entries.axis as axis
    from points
    inner join entries
        on points.entry_key = entries.entry_key

),

totals as (

    select
        lead_key,
        scorecard_id,
        sum(points) as score,
        sum(case when axis = 'fit' then points else 0 end) as fit_score,
        sum(case when axis = 'engagement' then points else 0 end) as engagement_score,
        count(case when entry_type = 'rule' then 1 end) as rules_fired,
        max(last_event_on) as last_event_on
    from ledger
    group by lead_key, scorecard_id

),

{{ lead_scoring.top_reasons(scorecards) | trim }},

scores as (

    select
        scored_leads.lead_id as lead_id,
        scored_leads.scorecard_id as scorecard_id,
        scored_leads.scoring_date as scoring_date,
        cast(coalesce(totals.score, 0) as {{ points_type }}) as score,
        cast(coalesce(totals.fit_score, 0) as {{ points_type }}) as fit_score,
        cast(coalesce(totals.engagement_score, 0) as {{ points_type }}) as engagement_score,
        scored_leads.is_disqualified as is_disqualified,
        coalesce(totals.rules_fired, 0) as rules_fired,
        totals.last_event_on as last_event_on,
        reasons.top_reasons as top_reasons
    from scored_leads
    left join totals
        on scored_leads.lead_key = totals.lead_key
        and scored_leads.scorecard_id = totals.scorecard_id
    left join reasons
        on scored_leads.lead_key = reasons.lead_key
        and scored_leads.scorecard_id = reasons.scorecard_id

)
{%- endmacro %}
