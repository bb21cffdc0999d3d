{#
    What entries of the ledger are about: rules, limits and the reasons of overrides, with what
    their points come from.

    Args:
        scorecards: see `scorecards`.

    Returns a list of mappings:
        scorecard_id, entry_type, entry_id: what the entry is, see `entry_id`
        group_id, rule_id, axis, description: as the ledger has them
        definition_id: a hash of all cells that its points depend on, and of the signals it names
        basis: what its points come from: attribute, event, absence, limit or override
        is_decaying: whether its points fade with time alone
        is_capped: whether more events can end it, or fewer begin it
        is_dated: whether it looks at a date from the day that is scored

    Example:
        {{ lead_scoring.entry_definitions(scorecards) | map(attribute='basis') | list }}
#}
{% macro entry_definitions(scorecards) %}
    {%- set cards, rules = {}, {} -%}
    {%- for card in scorecards.cards -%}
        {%- do cards.update({card.scorecard_id: card}) -%}
        {%- for rule in card.rules -%}
            {%- do rules.update({card.scorecard_id ~ '\x00' ~ rule.rule_id: rule}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set definitions = [] -%}
    {%- for entry in lead_scoring.reasons_in_order(scorecards) -%}
        {%- set card = cards[entry.scorecard_id] -%}
        {%- set group = card.groups[entry.group_id] if entry.group_id else {} -%}
        {%- set rule = rules.get(entry.scorecard_id ~ '\x00' ~ entry.rule_id, {}) -%}
        {%- set type = (rule.rule_type or '') | lower -%}
        {%- set cells = lead_scoring._cells_of_rule(rule) if rule else {
            'group_limit': [group.axis, group.combine, group.min_points, group.max_points],
            'override': [],
            'score_limit': [card.min_score, card.max_score],
        }[entry.entry_type] -%}
        {%- do definitions.append(dict(
            entry,
            entry_id=entry.rule_id or entry.group_id
                or (entry.description if entry.entry_type == 'override' else 'score'),
            axis=group.axis | lower if group and entry.entry_type in ('rule', 'group_limit')
                else none,
            definition_id=local_md5(cells | map('string') | join('\n'))[:12],
            basis='override' if entry.entry_type == 'override' else 'limit' if not rule
                else type if type in ('event', 'absence') else 'attribute',
            is_decaying=true if rule.half_life_days or rule.decay_percent else false,
            is_capped=true if type in ('event', 'absence') and rule.max_count else false,
            is_dated=lead_scoring.looks_at_age(rule) if rule else false,
        )) -%}
    {%- endfor -%}
    {{ return(definitions) }}
{% endmacro %}

{#- What a rule's points depend on; where the data lie, or the time zone, is no matter of it. -#}
{% macro _cells_of_rule(rule) %}
    {%- set cells, subjects = [], [rule.given_subject, rule.since_subject] -%}
    {#- Unset cells are left out: a further column of the table changes no rule. -#}
    {%- for column, cell in rule.items() if cell is not none
        and column not in (
            'place', 'scorecard_id', 'rule_id', 'is_enabled', 'description', 'conditions',
        ) -%}
        {%- do cells.append(column ~ ' ' ~ cell) -%}
    {%- endfor -%}
    {%- for condition in lead_scoring.conditions_of(rule) -%}
        {%- do subjects.append(condition.subject) -%}
        {%- do cells.append([
            condition.joined_by, condition.subject, condition.property, condition.operator,
            condition.value,
        ] | join('\x00')) if not loop.first -%}
    {%- endfor -%}
    {%- for subject in subjects if subject and lead_scoring.signal_name(subject) is not none -%}
        {%- do cells.append(lead_scoring.signal_condition(
            lead_scoring.signal_name(subject), day='scoring_date'
        )) -%}
    {%- endfor -%}
    {{ return(cells) }}
{% endmacro %}

{#- The same as rows that SQL can join. -#}
{% macro definition_rows(scorecards) %}
    {%- set names, flags, columns, rows = [
        'scorecard_id', 'entry_type', 'entry_id', 'group_id', 'rule_id', 'axis', 'description',
        'definition_id', 'basis',
    ], ['is_decaying', 'is_capped', 'is_dated'], {}, [] -%}
    {%- for name in names + flags -%}
        {%- do columns.update({
            name: dbt.type_boolean() if name in flags else dbt.type_string()
        }) -%}
    {%- endfor -%}
    {%- for entry in lead_scoring.entry_definitions(scorecards) -%}
        {%- set row = [] -%}
        {%- for name in names -%}
            {%- do row.append(lead_scoring.cell_literal(entry[name])) -%}
        {%- endfor -%}
        {%- for name in flags -%}
            {%- do row.append('true' if entry[name] else 'false') -%}
        {%- endfor -%}
        {%- do rows.append(row) -%}
    {%- endfor -%}
    {{ return(lead_scoring.inline_rows(columns, rows)) }}
{% endmacro %}
