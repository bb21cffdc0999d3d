{#
    An `attribute` or `required` rule: leads for which the condition holds. With award `each` the
    points are for every point of a score that is rolled up, see `roll_up`; with an `amount` they
    are multiplied by that number. Reads the CTE `leads`.

    Args:
        scope, card, rule, inputs: see `event_rule`.

    Example:
        {{ lead_scoring.attribute_rule(scope, card, rule, inputs) }}
            ->  select lead_key, … from leads where "industry" = 'technology'
#}
{% macro attribute_rule(scope, card, rule, inputs) %}
{%- set column = lead_scoring.rule_column(
    lead_scoring.column_of(rule.subject, rule, inputs.leads).name
) if rule.award | lower == 'each' else none -%}
{%- set condition = lead_scoring.lead_condition(rule, inputs, scope.day) -%}
{%- set times = lead_scoring.times_amount(rule, lead_scoring.amount_of(
    lead_scoring.amount_column(rule, inputs)
)) if rule.amount else column %}
select
    {{ scope['keys'] | join(', ') }},
    {{ lead_scoring.rule_names(card, rule) | join(',\n    ') }},
    cast(null as {{ dbt.type_bigint() }}) as event_count,
    cast(null as date) as last_event_on,
    {{ lead_scoring.points_of_rule(rule, times) }} as points
from leads
where {{ ([condition] + lead_scoring.population_conditions(card)) | join('\n    and ') }}
{% endmacro %}

{#- The attribute that is a rule's amount, as SQL. -#}
{% macro amount_column(rule, inputs) %}
    {{ return(lead_scoring.rule_column(
        inputs.leads.get(rule.amount | lower, {'name': rule.amount}).name
    )) }}
{% endmacro %}
