{#
    The points of every rule that fired (SPEC: How a score is computed, steps 1 to 6): one `select`
    a rule, with the rule in words above it. A whole model.

    Rows of ids that are no lead are among those of event rules: nothing is looked up here that the
    score looks up once, see `scores`.

    Args:
        of: see `scope`.

    Example (models/core/int_lead_scoring__rule_points.sql, whole):
        {{ lead_scoring.rule_points() }}

            lead_key | scorecard_id | group_id | rule_id | event_count | last_event_on | points
            ann      | b2b_software | visits   | visits  | 4           | 2026-06-21    | 10.00
#}
{% macro rule_points(of='lead') %}
{%- set scope = lead_scoring.scope(of) -%}
{%- set scorecards = lead_scoring.scorecards_of(scope) -%}
{%- set rules = [] -%}
{%- for card in scorecards.cards -%}
    {%- for rule in card.rules -%}
        {%- do rules.append(
            '-- ' ~ lead_scoring.rule_in_words(card, rule) | join('\n-- ')
            ~ '\n' ~ lead_scoring.rule_select(scope, card, rule, scorecards.inputs) | trim
        ) -%}
    {%- endfor -%}
{%- endfor -%}
{%- set activities = lead_scoring.counted_activities(
    scope, lead_scoring.stream_values(scorecards)
) -%}
{%- if lead_scoring.looks_for_findings() %}
{#- Errors that are found in the inputs stop the build before a score is replaced. #}
-- depends_on: {{ ref('lead_scoring', 'int_lead_scoring__input_findings') }}
{%- endif %}
with

{{ lead_scoring.replayed_activities(scope) -}}

{{ lead_scoring.scored_subjects(scope) | trim }},

activities as {{ lead_scoring.inlined_cte() }}(

    {{ lead_scoring.indented(activities | trim, 4) }}

),

rule_points as (

    {{ lead_scoring.indented(
        rules | join('\n\nunion all\n\n') or lead_scoring.no_rule_points(scope), 4
    ) }}

)

select
    lead_key,
    {%- for name, type in lead_scoring.name_types(scorecards).items() %}
    cast({{ name }} as {{ type }}) as {{ name }},
    {%- endfor %}
    {{ scope.day }} as scoring_date,
    cast(event_count as {{ dbt.type_bigint() }}) as event_count,
    last_event_on,
    points
from rule_points
{% endmacro %}

{% macro rule_select(scope, card, rule, inputs) %}
    {%- set type = rule.rule_type | lower -%}
    {{ return(
        lead_scoring.event_rule(scope, card, rule, inputs) if type == 'event'
        else lead_scoring.absence_rule(scope, card, rule, inputs) if type == 'absence'
        else lead_scoring.attribute_rule(scope, card, rule, inputs)
    ) }}
{% endmacro %}

{#-
    The CTE `leads`, those that rules look at, with their age; for accounts also `members`, which
    lead belongs to which.
-#}
{% macro scored_subjects(scope) %}
{%- if scope.entity != 'lead' -%}
members as (

    select {{ scope.entity }}_key as lead_key, lead_key as member_key
    from {{ ref('lead_scoring', 'int_lead_scoring__leads') }}
    where exclusion_reason is null and {{ scope.entity }}_key is not null

),

{% endif -%}
leads as {{ lead_scoring.inlined_cte() }}(

    select
        leads.*,
        {{ lead_scoring.days_between('created_on', scope.day) }} as lead_age_days
    from {{ lead_scoring.table_of('leads', scope).render() }} as leads
    where exclusion_reason is null

)
{%- endmacro %}

{% macro no_rule_points(scope) %}
    {{ return(lead_scoring.inline_rows({
        'lead_key': lead_scoring.type_lead_key() if scope.entity == 'lead' else dbt.type_string(),
        'scoring_date': 'date', 'scorecard_id': dbt.type_string(),
        'group_id': dbt.type_string(), 'axis': dbt.type_string(), 'rule_id': dbt.type_string(),
        'event_count': dbt.type_bigint(), 'last_event_on': 'date',
        'points': lead_scoring.type_decimal(18, 2),
    }, [])) }}
{% endmacro %}
