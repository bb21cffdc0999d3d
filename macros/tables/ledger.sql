{#
    The ledger (SPEC: Output tables): rules that fired and adjustments, in words. A whole model.

    Args:
        of: see `scope`.

    Example (models/core/lead_score_ledger.sql, whole):
        {{ lead_scoring.ledger() }}
#}
{% macro ledger(of='lead') %}
{%- set scope = lead_scoring.scope(of) -%}
{%- set scorecards = lead_scoring.scorecards_of(scope) -%}
{%- set text = dbt.type_string() -%}
{%- set types = lead_scoring.name_types(scorecards) -%}
{%- set effects = lead_scoring.effects(scorecards) -%}
{%- set rows = [] -%}
{%- for card in scorecards.cards -%}
    {%- for rule in card.rules -%}
        {%- do rows.append([
            lead_scoring.text_literal(card.scorecard_id), lead_scoring.text_literal(rule.rule_id),
            lead_scoring.text_literal(rule.description or rule.rule_id),
        ]) -%}
    {%- endfor -%}
{%- endfor -%}
with

scored_leads as (

    select {{ (['lead_id'] + scope['keys']) | join(', ') }}, scorecard_id
    from {{ lead_scoring.table_of('scored_leads', scope) }}

),

rule_points as (

    select * from {{ lead_scoring.table_of('rule_points', scope) }}
    {%- if effects %}
    -- What effects changed is among the adjustments.
    where axis is not null
    {%- endif %}

),

adjustments as (

    select * from {{ lead_scoring.table_of('adjustments', scope) }}

),

rules as (

    {{ lead_scoring.indented(lead_scoring.inline_rows(
        {'scorecard_id': types.scorecard_id, 'rule_id': types.rule_id, 'description': text}, rows
    ), 4) }}

),

entries as (

    select
        scored_leads.lead_id as lead_id,
        cast(rule_points.scorecard_id as {{ text }}) as scorecard_id,
        rule_points.scoring_date as scoring_date,
        'rule' as entry_type,
        cast(rule_points.group_id as {{ text }}) as group_id,
        cast(rule_points.rule_id as {{ text }}) as rule_id,
        rule_points.event_count as event_count,
        rule_points.last_event_on as last_event_on,
        rule_points.points as points,
        rules.description as description,
        cast(rule_points.axis as {{ text }}) as axis
    from rule_points
    inner join scored_leads
        on {{ lead_scoring.same_keys(scope, 'rule_points', 'scored_leads') }}
        and rule_points.scorecard_id = scored_leads.scorecard_id
    inner join rules
        on rule_points.scorecard_id = rules.scorecard_id
        and rule_points.rule_id = rules.rule_id

    union all

    select
        scored_leads.lead_id as lead_id,
        cast(adjustments.scorecard_id as {{ text }}) as scorecard_id,
        adjustments.scoring_date as scoring_date,
        adjustments.entry_type as entry_type,
        cast(adjustments.group_id as {{ text }}) as group_id,
        {%- if effects %}
        cast(adjustments.rule_id as {{ text }}) as rule_id,
        adjustments.event_count as event_count,
        adjustments.last_event_on as last_event_on,
        {%- else %}
        cast(null as {{ text }}) as rule_id,
        cast(null as {{ dbt.type_bigint() }}) as event_count,
        cast(null as date) as last_event_on,
        {%- endif %}
        adjustments.points as points,
        adjustments.description as description,
        cast(adjustments.axis as {{ text }}) as axis
    from adjustments
    inner join scored_leads
        on {{ lead_scoring.same_keys(scope, 'adjustments', 'scored_leads') }}
        and adjustments.scorecard_id = scored_leads.scorecard_id

),

final as (

    select
        lead_id{{ ' as ' ~ scope.entity ~ '_id' if scope.entity != 'lead' }},
        scorecard_id,
        scoring_date,
        cast(entry_type as {{ text }}) as entry_type,
        group_id,
        rule_id,
        event_count,
        last_event_on,
        points,
        description,
        axis
    from entries

)

{{ lead_scoring.select_contract('final') }}
{% endmacro %}
