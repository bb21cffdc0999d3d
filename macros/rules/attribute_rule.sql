{#
    An `attribute` or `required` rule: leads for which the condition holds. With award `each` the
    points are for every point of a score that is rolled up, see `roll_up`. Reads the CTE `leads`.

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
{%- set condition = lead_scoring.lead_condition(rule, inputs, scope.day)
    if rule.operator is not none or column is none
    else column ~ ' is not null' %}
select
    {{ scope['keys'] | join(', ') }},
    {{ lead_scoring.rule_names(card, rule) | join(',\n    ') }},
    cast(null as {{ dbt.type_bigint() }}) as event_count,
    cast(null as date) as last_event_on,
    {{ lead_scoring.points_of_rule(rule, column) }} as points
from leads
where {{ ([condition] + lead_scoring.population_conditions(card)) | join('\n    and ') }}
{% endmacro %}
