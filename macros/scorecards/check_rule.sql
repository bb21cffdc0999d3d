{#
    Checks one line of scorecard_rules: its cells, what it looks at, and that each setting
    applies to its rule type.

    Args:
        line: the line.
        group_ids: a mapping by the groups of its scorecard; none: there is no such scorecard.
        inputs: see `scorecard_inputs`.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_rule(line, {'job': true, 'web': true}, inputs, problems) %}
#}
{% macro check_rule(line, group_ids, inputs, problems) %}
    {%- set table = 'scorecard_rules' -%}
    {%- set settings = lead_scoring.rule_settings() -%}
    {%- set at_least_one = {'kind': 'whole', 'at_least': 1} -%}
    {%- set rule_type = line.rule_type | lower if line.rule_type else none -%}
    {%- set effect = lead_scoring.effect_of(line) -%}
    {%- if line.joined_by is not none -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'joined_by', 'is set, but the rule has no first line, which is without it',
            'empty on the first line, which has type, points and settings'
        )) -%}
        {{ return(none) }}
    {%- endif -%}
    {#- A must-have may be worth nothing: it only lets pass. -#}
    {%- do lead_scoring.check_cells(table, line, {
        'rule_type': {'kind': settings.keys() | list, 'is_required': true},
        'group_id': {'kind': 'text', 'is_required': effect is none},
        'effect': {'kind': ['add', 'multiply', 'ceiling', 'floor']},
        'subject': {'kind': 'text', 'is_required': true},
        'points': {'kind': 'number', 'at_least': 0, 'at_most': 1000, 'is_required': true}
            if effect == 'multiply'
            else {'kind': 'number', 'is_required': rule_type != 'required'},
        'award': {'kind': ['once', 'each']},
        'min_count': at_least_one,
        'max_count': dict(at_least_one, at_least=0 if rule_type == 'absence' else 1),
        'window_days': at_least_one,
        'max_per_day': at_least_one,
        'within_days': at_least_one,
        'half_life_days': {'kind': 'number', 'above': 0},
        'decay_percent': {'kind': 'number', 'above': 0, 'at_most': 100},
        'decay_every_days': at_least_one,
        'max_points': {'kind': 'number', 'at_least': 0},
        'given_min_count': at_least_one,
        'valid_from': {'kind': 'moment'},
        'valid_to': {'kind': 'moment'},
    }, problems) -%}
    {%- if line.group_id is not none and group_ids is not none
        and line.group_id not in group_ids -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'group_id', 'is no group of the scorecard', group_ids
        )) -%}
    {%- endif -%}

    {%- if rule_type not in settings or line.subject is none -%}
        {#- What it looks at is not known, but an operator can be wrong all the same. -#}
        {%- do lead_scoring.check_cells(
            table, line, {'operator': {'kind': lead_scoring.operators().keys() | list}}, problems
        ) -%}
        {{ return(none) }}
    {%- endif -%}
    {%- do lead_scoring.check_rule_settings(line, rule_type, problems) -%}

    {%- set on = 'events' if rule_type in ('event', 'absence') else 'leads' -%}
    {%- set column = lead_scoring.check_subject(table, line, 'subject', on, inputs, problems) -%}
    {%- if on == 'events' and line.property is not none -%}
        {%- set column = lead_scoring.check_column(
            table, line, 'property', 'events', inputs, problems
        ) -%}
        {%- do lead_scoring.check_condition(table, line, column, problems) -%}
    {%- elif lead_scoring.signal_name(line.subject) is not none -%}
        {%- do lead_scoring.check_signal_operator(table, line, problems) -%}
        {%- if on == 'events' and line.operator | lower == 'is_false'
            and lead_scoring.dated_signal(line.subject) -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'operator', 'is is_false, but the signal looks at ages, and events'
                ~ ' which it may ever hold for are all that is kept of it',
                'is_true, with a signal that says the opposite'
            )) -%}
        {%- endif -%}
    {%- elif on == 'events' -%}
        {%- for cell in ('operator', 'value') if line[cell] is not none -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, cell, 'is set without a property to look at',
                'empty, or a column of events in property'
            )) -%}
        {%- endfor -%}
    {%- elif line.operator is not none or line.value is not none
        or (line.award | lower != 'each' and line.amount is none) -%}
        {%- do lead_scoring.check_condition(table, line, column, problems) -%}
    {%- endif -%}
    {%- do lead_scoring.check_counting(line, rule_type, inputs, problems) -%}
    {%- if on == 'events' and line.conditions and line.property is none -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'property', 'is empty, but the rule has further conditions',
            'a column of events'
        )) -%}
    {%- endif -%}
    {%- for further in line.conditions or [] -%}
        {%- do lead_scoring.check_further_condition(line, further, on, inputs, problems) -%}
    {%- endfor -%}
    {%- if rule_type == 'absence' and line.given_subject is not none -%}
        {%- do lead_scoring.check_subject(
            table, line, 'given_subject', 'events', inputs, problems
        ) -%}
    {%- endif -%}
{% endmacro %}
