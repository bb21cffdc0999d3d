{#
    One `select` for each scorecard: the leads of its population, and whether they lack a must-have. A
    list, with at least one query.

    Args:
        scorecards: see `scorecards`.
        leads: the relation of the leads.
        day: its column that holds the day; none: the scoring date.

    Example:
        {{ lead_scoring.scored_leads(scorecards, leads) | join('\n\nunion all\n\n') }}
#}
{% macro scored_leads(scorecards, leads, day=none) %}
    {%- set queries = [] -%}
    {%- for card in scorecards.cards -%}
        {%- do queries.append(lead_scoring._scored_leads(scorecards, card, leads, day) | trim) -%}
    {%- endfor -%}
    {{ return(queries or [lead_scoring._no_scored_leads(leads, day) | trim]) }}
{% endmacro %}

{% macro _scored_leads(scorecards, card, leads, day) %}
{%- set must_haves = lead_scoring.must_haves(card, scorecards.inputs) -%}
-- {{ lead_scoring.comment_text(card.scorecard_id ~ ': ' ~ (card.description or 'no description')) }}
select
    lead_id,
    lead_key,
    {{ lead_scoring.text_literal(card.scorecard_id) }} as scorecard_id,
    {{ day or lead_scoring.scoring_day() }} as scoring_date,
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
{% endmacro %}

{% macro _no_scored_leads(leads, day) %}
select
    lead_id,
    lead_key,
    cast(null as {{ dbt.type_string() }}) as scorecard_id,
    {{ day or lead_scoring.scoring_day() }} as scoring_date,
    false as is_disqualified
from {{ leads }}
where 1 = 0
{% endmacro %}
