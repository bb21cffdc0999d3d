{%- if not lead_scoring.is_replayed() -%}
{#- Not asked for, see lead_scoring__replay_dates. With a wrong scorecard the last replay stays. -#}
-- depends_on: {{ ref('lead_scoring', 'stg_lead_scoring__score_overrides') }}
{{ lead_scoring.no_rows() }}
{%- else -%}
{%- set scope = lead_scoring.scope('replay') -%}
{%- set scorecards = lead_scoring.scorecards_of(scope) -%}
{%- set has_history = 'valid_from' in scorecards.inputs.leads or 'valid_to' in scorecards.inputs.leads %}

with

{{ lead_scoring.scores_of(scope, scorecards) | trim }},

{{ lead_scoring.tiers_of(scope, scorecards) | trim }},

final as (

    select
        lead_id,
        scorecard_id,
        scoring_date,
        score,
        fit_score,
        engagement_score,
        is_disqualified,
        rules_fired,
        last_event_on,
        top_reasons,
        tier,
        tier_rank,
        fit_grade,
        engagement_grade,
        grade,
        score_rank,
        action,
        disqualified_by,
        cast('{{ 'scoring_date' if has_history else 'current' }}' as {{ dbt.type_string() }}) as attributes_as_of
    from tiers

)

{{ lead_scoring.select_contract('final') }}
{%- endif %}
