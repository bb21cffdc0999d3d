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
    {{ lead_scoring.entry_columns(card, rule, lead_scoring.rule_points(rule)) }}
from leads
where {{ ([lead_scoring.lead_condition(rule, inputs)] + lead_scoring.population_conditions(card)) | join('\n    and ') }}
{% endmacro %}
