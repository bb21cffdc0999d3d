{#
    The leads for which a rule that looks at a date from the day that is scored (`within_last_days`
    and the like) held on the published day before, by what is known of them today: if it held then
    as it did, time alone has moved its entry. A query of names of entries; none: there is no such
    rule. Ages in signals are not looked at.

    Args:
        scorecards: see `scorecards`.
        leads: the relation of the prepared leads.

    Example:
        {{ lead_scoring.held_before(scorecards, ref('lead_scoring', 'int_lead_scoring__leads')) }}

            lead_id | scorecard_id | entry_type | entry_id
            ann     | b2b          | rule       | trial_ends
#}
{% macro held_before(scorecards, leads) %}
    {%- set selects = [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules if lead_scoring.looks_at_age(rule) -%}
            {%- do selects.append(
                'select leads.lead_id as lead_id, '
                ~ lead_scoring.text_literal(card.scorecard_id) ~ ' as scorecard_id, '
                ~ lead_scoring.text_literal(lead_scoring.entry_type_of(rule)) ~ ' as entry_type, '
                ~ lead_scoring.text_literal(rule.rule_id) ~ ' as entry_id\nfrom ' ~ leads
                ~ ' as leads\ncross join published_days\nwhere leads.exclusion_reason is null\n'
                ~ '    and ' ~ lead_scoring.indented(lead_scoring.lead_condition(
                    rule, scorecards.inputs, 'published_days.previous_on'
                ), 4)
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(selects | join('\n\nunion all\n\n')) }}
{% endmacro %}

{#- Whether a rule over leads looks at a date from the day that is scored. -#}
{% macro looks_at_age(rule) %}
    {%- set dated = [] -%}
    {%- for condition in lead_scoring.conditions_of(rule)
        if rule.rule_type | lower in ('attribute', 'required')
        and lead_scoring.is_relative(condition.operator or '') -%}
        {%- do dated.append(condition) -%}
    {%- endfor -%}
    {{ return(dated | length > 0) }}
{% endmacro %}
