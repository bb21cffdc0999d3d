{#
    The entry of an `attribute` or `required` rule: leads for which the condition holds.

    Args:
        card, rule: the scorecard and the rule.
        inputs: see `scorecard_inputs`.

    Example:
        {{ lead_scoring.attribute_entry(card, rule, inputs) }}
            ->  select … from leads where "industry" = 'technology'
#}
{% macro attribute_entry(card, rule, inputs) %}
select
    lead_key,
    {{ lead_scoring.rule_entry(card, rule).entry_key }} as entry_key,
    cast(null as {{ dbt.type_bigint() }}) as event_count,
    cast(null as date) as last_event_on,
    {{ lead_scoring.rule_points(rule) }} as points
from leads
where {{ ([lead_scoring.lead_condition(rule, inputs)] + lead_scoring.population_conditions(card)) | join('\n    and ') }}
{% endmacro %}
