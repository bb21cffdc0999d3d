{#
    The scores of another entity than leads. A whole model.

    Args:
        entity, source: see `entity_ledger`.
        ledger: the entity's ledger.

    Example (models/account_scores.sql, whole):
        {{ lead_scoring.entity_scores(
            'account', ref('lead_scoring', 'stg_lead_scoring__accounts'), ref('lead_scoring', 'account_score_ledger')
        ) }}
#}
{% macro entity_scores(entity, source, ledger) %}
{%- set scorecards = lead_scoring.scorecards(entity, lead_scoring.entity_inputs(entity, source)) -%}
with

{{ lead_scoring.entity_rows(scorecards, entity, source) | trim }},

points as (

    select
        {{ lead_scoring.entity_key(entity, entity ~ '_id') }} as lead_key,
        entry_key,
        last_event_on,
        points
    from {{ ledger }}

),

{{ lead_scoring.scores_of_leads(scorecards) | trim }},

final as (

    select
        lead_id as {{ entity }}_id,
        scorecard_id,
        scoring_date,
        score,
        fit_score,
        engagement_score,
        is_disqualified,
        rules_fired,
        last_event_on,
        top_reasons
    from scores

)

{{ lead_scoring.select_contract('final') }}
{% endmacro %}
