{#
    The tiers, grades and ranks of another entity than leads. A whole model.

    Args:
        entity, source: see `entity_ledger`.
        scores: the entity's scores.

    Example (models/account_tiers.sql, whole):
        {{ lead_scoring.entity_tiers(
            'account', ref('lead_scoring', 'stg_lead_scoring__accounts'), ref('lead_scoring', 'account_scores')
        ) }}
#}
{% macro entity_tiers(entity, source, scores) %}
{%- set scorecards = lead_scoring.scorecards(entity, lead_scoring.entity_inputs(entity, source)) -%}
with

scores as (

    select * from {{ scores }}

),

{{ lead_scoring.tiers_of_scores(scorecards) | trim }},

final as (

    select
        {{ entity }}_id,
        scorecard_id,
        scoring_date,
        tier,
        tier_rank,
        fit_grade,
        engagement_grade,
        grade,
        score_rank,
        action
    from tiers

)

{{ lead_scoring.select_contract('final') }}
{% endmacro %}
