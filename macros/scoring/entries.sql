{#
    What entries of the ledger stand for: each rule, each limit and each reason of an override, in the
    order in which equals are told as reasons (SPEC: Output tables): rules by rule_id, then the others.

    Args:
        scorecards: see `scorecards`.

    Returns a list of mappings: entry_key, entry_type, scorecard_id, group_id, rule_id, axis,
    description.

    Example:
        {% for entry in lead_scoring.entries(scorecards) %} … {{ entry.description }} … {% endfor %}
#}
{% macro entries(scorecards) %}
    {%- set rules, group_limits, overrides, score_limits = [], [], {}, [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules -%}
            {%- do rules.append(lead_scoring.rule_entry(card, rule)) -%}
        {%- endfor -%}
        {%- for group in lead_scoring.limited_groups(card) -%}
            {%- do group_limits.append(lead_scoring.group_limit_entry(card, group)) -%}
        {%- endfor -%}
        {%- if card.min_score or card.max_score -%}
            {%- do score_limits.append(lead_scoring.score_limit_entry(card)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for line in scorecards.overrides -%}
        {%- set entry = lead_scoring.override_entry(line) -%}
        {%- do overrides.update({entry.entry_key: entry}) -%}
    {%- endfor -%}
    {{ return(
        rules | sort(attribute='rule_id', case_sensitive=true)
        + group_limits | sort(attribute='group_id', case_sensitive=true)
        + overrides.values() | sort(attribute='description', case_sensitive=true)
        + score_limits
    ) }}
{% endmacro %}

{% macro rule_entry(card, rule) %}
    {{ return({
        'entry_key': lead_scoring.entry_key(['rule', card.scorecard_id, rule.rule_id]),
        'entry_type': 'rule',
        'scorecard_id': card.scorecard_id,
        'group_id': rule.group_id,
        'rule_id': rule.rule_id,
        'axis': card.groups[rule.group_id].axis | lower,
        'description': rule.description or rule.rule_id,
    }) }}
{% endmacro %}

{% macro group_limit_entry(card, group) %}
    {{ return({
        'entry_key': lead_scoring.entry_key(['group_limit', card.scorecard_id, group.group_id]),
        'entry_type': 'group_limit',
        'scorecard_id': card.scorecard_id,
        'group_id': group.group_id,
        'rule_id': none,
        'axis': group.axis | lower,
        'description': lead_scoring.limit_in_words(
            'Group ' ~ group.group_id, group.min_points, group.max_points, group.combine | lower == 'max'
        ),
    }) }}
{% endmacro %}

{% macro score_limit_entry(card) %}
    {{ return({
        'entry_key': lead_scoring.entry_key(['score_limit', card.scorecard_id]),
        'entry_type': 'score_limit',
        'scorecard_id': card.scorecard_id,
        'group_id': none,
        'rule_id': none,
        'axis': none,
        'description': lead_scoring.limit_in_words('Score', card.min_score, card.max_score),
    }) }}
{% endmacro %}

{% macro override_entry(line) %}
    {%- set description = line.reason or 'Override' -%}
    {{ return({
        'entry_key': lead_scoring.entry_key(['override', line.scorecard_id, description]),
        'entry_type': 'override',
        'scorecard_id': line.scorecard_id,
        'group_id': none,
        'rule_id': none,
        'axis': none,
        'description': description,
    }) }}
{% endmacro %}
