{{ config(enabled = lead_scoring.is_replayed()) }}

{%- set scope = lead_scoring.scope('replay') -%}
{%- set scorecards = lead_scoring.scorecards_of(scope) -%}
{%- set columns = scorecards.inputs.leads -%}
{%- set has_history = 'valid_from' in columns or 'valid_to' in columns %}

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
        score_percentile,
        action,
        disqualified_by,
        cast('{{ 'scoring_date' if has_history else 'current' }}'
            as {{ dbt.type_string() }}) as attributes_as_of
    from tiers

)

{{ lead_scoring.select_contract('final') }}
