{#
    The overrides of an entity's scorecards that are in force on the scoring date, see
    `int_lead_scoring__override_standing`; `lead_id` of their table is the entity's id. Reads the CTE
    `scored_leads`.

    Args:
        scorecards: of the entity, see `scorecards`.
        entity: its name.

    Example:
        with scored_leads as (…), overrides as ( {{ lead_scoring.entity_overrides(scorecards, 'account') }} )
#}
{% macro entity_overrides(scorecards, entity) %}
{%- set day = lead_scoring.scoring_day() -%}
select
    scored_leads.lead_key as lead_key,
    lines.scorecard_id as scorecard_id,
    lines.entry_key as entry_key,
    lines.points as points
from (
    {{ lead_scoring.indented(lead_scoring.override_rows(scorecards) | trim, 4) }}
) as lines
inner join scored_leads
    on {{ lead_scoring.entity_key(entity, 'lines.lead_id') }} = scored_leads.lead_key
    and lines.scorecard_id = scored_leads.scorecard_id
where lines.starts_on <= {{ day }}
    and (lines.ends_on is null or lines.ends_on > {{ day }})
{% endmacro %}
