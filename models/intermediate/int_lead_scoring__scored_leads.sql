{{ config(materialized = 'view') }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set leads = ref('lead_scoring', 'int_lead_scoring__leads') -%}

{% for card in scorecards.cards %}
{%- set must_haves = lead_scoring.must_haves(card, scorecards.inputs) -%}
-- {{ lead_scoring.comment_text(card.scorecard_id ~ ': ' ~ (card.description or 'no description')) }}
select
    lead_id,
    lead_key,
    {{ lead_scoring.text_literal(card.scorecard_id) }} as scorecard_id,
    {%- if must_haves %}
    not (
        {{ must_haves | join('\n        and ') }}
    ) as is_disqualified
    {%- else %}
    false as is_disqualified
    {%- endif %}
from {{ leads }}
{%- if card.population is not none %}
where {{ lead_scoring.population_conditions(card) | join }}
{%- endif %}
{{ '\nunion all\n' if not loop.last }}
{% else %}
select
    lead_id,
    lead_key,
    cast(null as {{ dbt.type_string() }}) as scorecard_id,
    false as is_disqualified
from {{ leads }}
where 1 = 0
{% endfor %}
