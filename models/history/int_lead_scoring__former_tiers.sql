{{ config(enabled = lead_scoring.keeps_history(), materialized = 'view') }}

{%- set scorecards = lead_scoring.scorecards() -%}
{%- set log = ref('lead_scoring', 'int_lead_scoring__definition_log') -%}
{%- set tiers = lead_scoring.former_lines(log, scorecards).tiers -%}
{%- set text, cards = dbt.type_string(), [] -%}
{%- for scorecard_id, axes in (tiers or {}).items() -%}
    {%- do cards.append({'scorecard_id': scorecard_id, 'tiers': axes}) -%}
{%- endfor -%}
{%- set former, percents = {'cards': cards}, [] -%}
{%- for card in cards -%}
    {%- do percents.extend(card.tiers.score | selectattr('lower_percent') | list) -%}
{%- endfor -%}
{%- set scores = ref('lead_scoring', 'lead_scores') %}
{% if percents -%}
with

scores as (

    select * from {{ scores }}

),

{{ lead_scoring.ranked_scores(lead_scoring.scope()) | trim }}

{% endif -%}
select
    scoring_date,
    lead_id,
    scorecard_id,
    case when is_disqualified then 'disqualified' else
        {{ lead_scoring.indented(lead_scoring.tier_case(former, 'score', 'score'), 8) }}
    end as tier,
    {{ lead_scoring.indented(lead_scoring.tier_case(former, 'fit', 'fit_score'), 4) }}
        as fit_grade,
    {{ lead_scoring.indented(lead_scoring.tier_case(former, 'engagement', 'engagement_score'), 4) }}
        as engagement_grade
from {{ 'ranked_scores' if percents else scores }}
{%- if not cards %}
-- No tier has been edited.
where 1 = 0
{%- endif %}
