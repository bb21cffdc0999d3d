{{ config(enabled = lead_scoring.keeps_activation()) }}

{%- set values = [
    'score', 'tier', 'grade', 'stage_id', 'funnel_phase', 'is_dormant', 'top_reasons',
] %}

with

ranked_lines as (

    select
        *,
        row_number() over (
            partition by lead_id, scorecard_id
            order by run_number desc
        ) as line_rank
    from {{ ref('lead_scoring', 'int_lead_scoring__activation_log') }}
    where line_type <> 'day'

),

current_lines as (

    select * from ranked_lines
    where line_rank = 1 and line_type = 'published'

),

-- What was last published of a lead on a scorecard, beside what was of the lead itself.
published as (

    select
        {{ lead_scoring.sync_id('of_scorecard.lead_id', 'of_scorecard.scorecard_id') }} as sync_id,
        of_scorecard.lead_id as lead_id,
        of_scorecard.scorecard_id as scorecard_id,
        of_scorecard.score as score,
        of_scorecard.tier as tier,
        of_scorecard.grade as grade,
        of_lead.stage_id as stage_id,
        of_lead.funnel_phase as funnel_phase,
        of_lead.is_dormant as is_dormant,
        of_scorecard.top_reasons as top_reasons,
        case
            when of_lead.published_at > of_scorecard.published_at then of_lead.published_at
            else of_scorecard.published_at
        end as changed_at
    from current_lines as of_scorecard
    left join current_lines as of_lead
        on of_scorecard.lead_id = of_lead.lead_id
        and of_lead.scorecard_id is null
    where of_scorecard.scorecard_id is not null

),

final as (

    select
        sync_id,
        lead_id,
        scorecard_id,
        score,
        tier,
        grade,
        stage_id,
        funnel_phase,
        is_dormant,
        top_reasons,
        {{ lead_scoring.row_hash(['sync_id'] + values) }} as row_hash,
        cast(changed_at as {{ lead_scoring.type_utc_timestamp() }}) as changed_at
    from published

)

{{ lead_scoring.select_contract('final') }}
