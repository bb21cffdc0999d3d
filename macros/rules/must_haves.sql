{#
    The conditions of a scorecard's `required` rules, by rule_id in its order; what is not known
    does not hold.

    Args:
        card: the scorecard.
        inputs: see `scorecard_inputs`.
        day: SQL of the day that is scored, see `scope`; none: the scoring date.

    Example:
        {{ lead_scoring.must_haves(card, inputs) }}
            ->  {'region': "coalesce(\"region\" = 'emea', false)"}
#}
{% macro must_haves(card, inputs, day=none) %}
    {{ return(adapter.dispatch('must_haves', 'lead_scoring')(card, inputs, day)) }}
{% endmacro %}

{% macro default__must_haves(card, inputs, day) %}
    {%- set conditions = {} -%}
    {%- for rule in card.rules | sort(attribute='rule_id', case_sensitive=true)
        if rule.rule_type | lower == 'required' -%}
        {%- do conditions.update({
            rule.rule_id: 'coalesce(' ~ lead_scoring.lead_condition(rule, inputs, day)
                ~ ', false)'
        }) -%}
    {%- endfor -%}
    {{ return(conditions) }}
{% endmacro %}
