{#
    Who is scored: a row per lead and scorecard to whose population it belongs, with the must-haves
    that it lacks. A whole model.

    Args:
        of: see `scope`.

    Example (models/core/int_lead_scoring__scored_leads.sql, whole):
        {{ lead_scoring.scored_leads() }}

            lead_id | scorecard_id | is_disqualified | disqualified_by | lacks
            ann     | must_have    | true            | region          | Lacks: In a region …
#}
{% macro scored_leads(of='lead') %}
{%- set scope = lead_scoring.scope(of) -%}
{%- set scorecards = lead_scoring.scorecards_of(scope) -%}
{%- set leads = lead_scoring.table_of('leads', scope) -%}
{%- set name_types = lead_scoring.name_types(scorecards) -%}
{%- set selects = [] -%}
{%- for card in scorecards.cards -%}
    {%- do selects.append(
        lead_scoring._leads_of_scorecard(scope, card, scorecards.inputs, leads, name_types) | trim
    ) -%}
{%- endfor -%}
{{ selects | join('\n\nunion all\n\n') or lead_scoring.inline_rows({
    'lead_id': dbt.type_string(),
    'lead_key': lead_scoring.type_lead_key() if scope.entity == 'lead' else dbt.type_string(),
    'scorecard_id': dbt.type_string(), 'scoring_date': 'date',
    'is_disqualified': dbt.type_boolean(),
    'disqualified_by': dbt.type_string(), 'lacks': dbt.type_string(), 'lacks_count': dbt.type_int(),
}, []) }}
{% endmacro %}

{% macro _leads_of_scorecard(scope, card, inputs, leads, name_types) %}
{%- set must_haves = lead_scoring.must_haves(card, inputs, scope.day) -%}
{%- set descriptions, names, words, counts = {}, [], [], [] -%}
{%- for rule in card.rules -%}
    {%- do descriptions.update({rule.rule_id: rule.description or rule.rule_id}) -%}
{%- endfor -%}
{%- for rule_id, condition in must_haves.items() -%}
    {%- set reason = lead_scoring.text_literal('; Lacks: ' ~ descriptions.get(rule_id, rule_id)) -%}
    {#- Three reasons are told. -#}
    {%- set or_any = ' or ' ~ counts | join(' + ') ~ ' >= 3' if counts | length >= 3 else '' -%}
    {%- do names.append(
        'case when ' ~ condition ~ " then '' else "
        ~ lead_scoring.text_literal(', ' ~ rule_id) ~ ' end'
    ) -%}
    {%- do words.append('case when ' ~ condition ~ or_any ~ " then '' else " ~ reason ~ ' end') -%}
    {%- do counts.append('case when ' ~ condition ~ ' then 0 else 1 end') -%}
{%- endfor -%}
-- {{ lead_scoring.comment_text(
    card.scorecard_id ~ ': ' ~ (card.description or 'no description')
) }}
select
    lead_id,
    lead_key,
    cast(
        {{ lead_scoring.text_literal(card.scorecard_id) }} as {{ name_types.scorecard_id }}
    ) as scorecard_id,
    {{ scope.day }} as scoring_date,
    {%- if must_haves %}
    not (
        {{ must_haves.values() | join('\n        and ') }}
    ) as is_disqualified,
    nullif(substr(
        {{ names | join('\n        || ') }}, 3
    ), '') as disqualified_by,
    nullif(substr(
        {{ words | join('\n        || ') }}, 3
    ), '') as lacks,
    {{ counts | join('\n        + ') }} as lacks_count
    {%- else %}
    false as is_disqualified,
    cast(null as {{ dbt.type_string() }}) as disqualified_by,
    cast(null as {{ dbt.type_string() }}) as lacks,
    0 as lacks_count
    {%- endif %}
from {{ leads }}
where {{ (
    ['exclusion_reason is null'] + lead_scoring.population_conditions(card)
) | join('\n    and ') }}
{% endmacro %}
