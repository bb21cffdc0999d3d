{#
    What entries of the ledger stand for, as `entries` has it, with what tells why one of them changed.

    Args:
        scorecards: see `scorecards`.

    Returns the list of `entries`; each has besides:
        definition_id: a hash of all cells that its points depend on, and of the signals it names
        basis: what its points come from: attribute, event, absence, limit or override
        tally_id, given_tally_id: the tallies that a rule looks at, see `tally_of`; none
        is_decaying: whether its points fade with time alone
        is_capped: whether more events can end it, or fewer begin it

    Example:
        {% for entry in lead_scoring.entry_definitions(scorecards) %} … {{ entry.definition_id }} … {% endfor %}
#}
{% macro entry_definitions(scorecards) %}
    {%- set details = {} -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules -%}
            {%- do details.update({
                lead_scoring.rule_entry(card, rule).entry_key: lead_scoring._rule_definition(rule, scorecards.inputs),
            }) -%}
        {%- endfor -%}
        {%- for group in lead_scoring.limited_groups(card) -%}
            {%- do details.update({lead_scoring.group_limit_entry(card, group).entry_key: {
                'basis': 'limit', 'cells': [group.axis, group.combine, group.min_points, group.max_points],
            }}) -%}
        {%- endfor -%}
        {%- do details.update({lead_scoring.score_limit_entry(card).entry_key: {
            'basis': 'limit', 'cells': [card.min_score, card.max_score],
        }}) -%}
    {%- endfor -%}
    {%- set definitions = [] -%}
    {%- for entry in lead_scoring.entries(scorecards) -%}
        {%- set detail = details.get(entry.entry_key, {'basis': 'override', 'cells': []}) -%}
        {%- do definitions.append(dict(
            entry,
            definition_id=local_md5(detail.cells | map('string') | join('\n'))[:12],
            basis=detail.basis,
            tally_id=detail.get('tally_id'),
            given_tally_id=detail.get('given_tally_id'),
            is_decaying=detail.get('is_decaying', false),
            is_capped=detail.get('is_capped', false),
        )) -%}
    {%- endfor -%}
    {{ return(definitions) }}
{% endmacro %}

{% macro _rule_definition(rule, inputs) %}
    {%- set type = rule.rule_type | lower -%}
    {%- set is_counted = type in ('event', 'absence') -%}
    {%- set tally_id = lead_scoring.tally_of(rule, inputs).tally_id if is_counted else none -%}
    {%- set given_tally_id = lead_scoring.tally_of(rule, inputs, rule.given_subject).tally_id
        if type == 'absence' and rule.given_subject else none -%}
    {%- set cells = [] -%}
    {%- for column, cell in rule.items() if column not in ('scorecard_id', 'rule_id', 'is_enabled', 'description') -%}
        {%- do cells.append(cell) -%}
    {%- endfor -%}
    {#- Not the tallies: where the data lie, or the time zone, is no matter of the rule. -#}
    {%- for subject in (rule.subject, rule.given_subject) if subject and lead_scoring.signal_name(subject) is not none -%}
        {%- do cells.append(lead_scoring.signal_condition(lead_scoring.signal_name(subject))) -%}
    {%- endfor -%}
    {{ return({
        'basis': type if is_counted else 'attribute',
        'cells': cells,
        'tally_id': tally_id,
        'given_tally_id': given_tally_id,
        'is_decaying': true if rule.half_life_days or rule.decay_percent else false,
        'is_capped': true if type == 'event' and rule.max_count else false,
    }) }}
{% endmacro %}
