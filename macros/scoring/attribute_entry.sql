{#
    The entry of an `attribute` or `required` rule: leads for which the condition holds. With award
    `each` the points are for every point of a score that is rolled up, see `roll_up`.

    Args:
        card, rule: the scorecard and the rule.
        inputs: see `scorecard_inputs`.

    Example:
        {{ lead_scoring.attribute_entry(card, rule, inputs) }}
            ->  select … from leads where "industry" = 'technology'
#}
{% macro attribute_entry(card, rule, inputs) %}
{%- set column = lead_scoring.rule_column(lead_scoring.column_of(rule.subject, rule, inputs.leads).name)
    if rule.award | lower == 'each' else none -%}
{%- set condition = lead_scoring.lead_condition(rule, inputs) if rule.operator is not none or column is none
    else column ~ ' is not null' -%}
select
    lead_key,
    {{ lead_scoring.rule_entry(card, rule).entry_key }} as entry_key,
    cast(null as {{ dbt.type_bigint() }}) as event_count,
    cast(null as date) as last_event_on,
    {{ lead_scoring.rule_points(rule, column) }} as points
from leads
where {{ ([condition] + lead_scoring.population_conditions(card)) | join('\n    and ') }}
{% endmacro %}
