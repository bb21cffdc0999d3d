{#
    What rules, stages and signals look for in the data, and what they need of it: a misspelt value
    is looked for by many, and had by nobody.

    Args:
        all_cards: all scorecards, whose events are looked at.
        scorecards: those of leads, whose attributes are.

    Returns a mapping:
        sought, needed: rows of SQL literals, see the CTEs of `rule_findings`.
        leads, events: columns in which values are looked for, a list of {'column', 'family',
            'form', 'is_needed', 'is_recent', 'event_types'}
        numbers: rows of SQL literals, of values that are numbers: 52 is there as 52.00, too
        alike: values that may be written in another way, or stand among several answers: a list of
            {'input', 'column', 'form', 'value', 'condition'}, the last of a text `value`
        answers: columns of several answers, a list of {'input', 'column', 'separator'}
        signals: names of the signals in use

    Example:
        {{ lead_scoring.looks_for_values(all_cards, scorecards).sought }}
            ->  [["'value_never_occurs'", "'scorecard b2b, rule country, value Germny'", …]]
#}
{% macro looks_for_values(all_cards, scorecards) %}
    {%- set looks = {
        'sought': [], 'needed': [], 'leads': {}, 'events': {}, 'numbers': [], 'alike': [],
        'answers': [], 'signals': [],
    } -%}
    {%- for line in lead_scoring.lines_over_events(all_cards) -%}
        {%- set event_type = none -%}
        {%- set signal = lead_scoring.signal_name(line.subject) -%}
        {%- if signal is not none -%}
            {%- do looks.signals.append(signal) -%}
        {%- elif line.subject != '*' -%}
            {%- set event_type = lead_scoring.folded(line.subject) -%}
            {%- do lead_scoring._seek_event_type(looks, line, line.subject, 'subject') -%}
        {%- endif -%}
        {%- if line.given_subject and lead_scoring.signal_name(line.given_subject) is none -%}
            {%- do lead_scoring._seek_event_type(
                looks, line, line.given_subject, 'given_subject'
            ) -%}
        {%- elif line.given_subject -%}
            {%- do looks.signals.append(lead_scoring.signal_name(line.given_subject)) -%}
        {%- endif -%}
        {%- if line.since_subject and lead_scoring.signal_name(line.since_subject) is none -%}
            {%- do lead_scoring._seek_event_type(
                looks, line, line.since_subject, 'since_subject'
            ) -%}
        {%- elif line.since_subject -%}
            {%- do looks.signals.append(lead_scoring.signal_name(line.since_subject)) -%}
        {%- endif -%}
        {%- for condition in lead_scoring.conditions_of(line) if condition.property -%}
            {#- One of several may hold without the others. -#}
            {%- set activity = lead_scoring.activity_of(line, all_cards.inputs).name
                if not line.conditions else none -%}
            {%- do lead_scoring._seek_values(
                looks, condition, 'events', condition.property, event_type, activity,
                all_cards.inputs
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for line in lead_scoring.lines_over_leads(scorecards) -%}
        {%- for condition in lead_scoring.conditions_of(line) -%}
            {%- if lead_scoring.signal_name(condition.subject) is not none -%}
                {%- do looks.signals.append(lead_scoring.signal_name(condition.subject)) -%}
            {%- else -%}
                {%- do lead_scoring._seek_values(
                    looks, condition, 'leads', condition.subject, none, none, scorecards.inputs
                ) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for line in lead_scoring.event_filters() -%}
        {%- for cell in ('event_type', 'of_event_type') if line[cell] -%}
            {%- do lead_scoring._seek_event_type(
                looks, dict(line, scorecard_id=none, rule_id=none), line[cell], cell
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {#- Who has set none of his own need not have all of ours. -#}
    {%- for name in (
        'outbound_event_types', 'touch_event_types', 'message_event_types',
        'unsubscribe_event_types',
    ) if lead_scoring.list_setting(name) != lead_scoring._setting_defaults()[name] -%}
        {%- for event_type in lead_scoring.list_setting(name) -%}
            {%- do lead_scoring._seek_event_type(
                looks, {'variable': 'lead_scoring__' ~ name}, event_type | string, 'value'
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for card in scorecards.cards if card.population -%}
        {%- do looks.signals.append(
            lead_scoring.signal_name(card.population) or card.population
        ) -%}
    {%- endfor -%}
    {%- for name in looks.signals | unique | sort -%}
        {%- do lead_scoring._seek_literals(looks, name, all_cards.inputs) -%}
    {%- endfor -%}
    {{ return(dict(
        looks, leads=looks.leads.values() | list, events=looks.events.values() | list
    )) }}
{% endmacro %}

{#- The enabled lines of rules and stages that are about attributes of leads. -#}
{% macro lines_over_leads(scorecards) %}
    {%- set lines = [] -%}
    {%- for card in scorecards.cards -%}
        {%- for rule in card.rules if rule.rule_type | lower in ('attribute', 'required') -%}
            {%- do lines.append(rule) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for line in scorecards.stages if line.entry_type | lower == 'attribute' -%}
        {%- do lines.extend(lead_scoring.stage_conditions(line)) -%}
    {%- endfor -%}
    {{ return(lines) }}
{% endmacro %}

{#- Where a line stands, in words. -#}
{% macro location_of_line(line) %}
    {{ return(
        'scorecard ' ~ line.scorecard_id ~ ', rule ' ~ line.rule_id if line.rule_id
        else 'event filter ' ~ line.filter_id if line.filter_id
        else 'variable ' ~ line.variable if line.variable
        else 'stage ' ~ line.stage_id
    ) }}
{% endmacro %}

{% macro _seek(looks, finding, place, line, input, column, event_type, form, cell, activity) %}
    {%- set value = cell if form == 'exact' else lead_scoring.folded(cell) -%}
    {%- set row = [
        lead_scoring.text_literal(finding),
        lead_scoring.text_literal(place ~ ' ' ~ lead_scoring._shortened([cell])[0]),
        lead_scoring.cell_literal(line.scorecard_id), lead_scoring.cell_literal(line.rule_id),
        lead_scoring.text_literal(input), lead_scoring.text_literal(column),
        lead_scoring.cell_literal(event_type), lead_scoring.text_literal(form),
        lead_scoring.text_literal(value), lead_scoring.cell_literal(activity),
    ] -%}
    {%- if row not in looks.sought -%}
        {%- do looks.sought.append(row) -%}
    {%- endif -%}
{% endmacro %}

{#- A column in which values are looked for, once whatever the number of lines. -#}
{% macro _look_at(looks, input, column, form, event_type, is_needed, is_recent) %}
    {%- set look = looks[input].setdefault(column.name ~ ' ' ~ form, {
        'column': column.name, 'family': column.family, 'form': form, 'is_needed': false,
        'is_recent': false, 'event_types': [],
    }) -%}
    {%- do look.event_types.append(event_type) -%}
    {%- do look.update({
        'is_needed': look.is_needed or is_needed, 'is_recent': look.is_recent or is_recent
    }) -%}
{% endmacro %}

{% macro _seek_event_type(looks, line, event_type, cell) %}
    {%- set finding = 'absence_event_never_occurs'
        if cell == 'subject' and (line.rule_type or '') | lower == 'absence'
        else 'event_type_never_occurs' -%}
    {%- do lead_scoring._seek(
        looks, finding, lead_scoring.location_of_line(line) ~ ', ' ~ cell, line, 'events',
        'event_type', none, 'plain', event_type, lead_scoring.event_type_activity(event_type).name
    ) -%}
    {%- do lead_scoring._look_at(
        looks, 'events', {'name': 'event_type', 'family': 'text'}, 'plain', none, false, false
    ) -%}
{% endmacro %}

{#- What a line says of a column: the values that it names, and what it takes for unknown. -#}
{% macro _seek_values(looks, line, input, name, event_type, activity, inputs) %}
    {%- set column = lead_scoring.column_of(name, line, inputs[input]) -%}
    {%- set operator = (line.operator or '') | lower -%}
    {%- set values = lead_scoring.operator_values(operator, line.value) if operator else [] -%}
    {%- set place = lead_scoring.location_of_line(line) -%}
    {%- set is_text = column.family == 'text' -%}
    {%- set is_recent = operator != '=' or (input == 'events' and activity is none) -%}
    {%- if operator in ('=', '!=', 'in', 'not_in', 'is_not', 'not_one_of')
        and column.family in ('text', 'number', 'date', 'timestamp', 'timestamp_tz') -%}
        {%- for value in values -%}
            {%- do lead_scoring._seek(
                looks, 'value_never_occurs', place ~ ', value', line, input, column.name,
                event_type, 'plain', value, activity if operator == '=' else none
            ) -%}
            {%- do lead_scoring._seek_meaning(looks, input, column, value) -%}
        {%- endfor -%}
        {%- do lead_scoring._look_at(
            looks, input, column, 'plain', event_type, false, is_recent
        ) -%}
    {%- elif operator[:9] == 'includes_' -%}
        {%- for value in values -%}
            {%- do lead_scoring._seek(
                looks, 'value_never_occurs', place ~ ', value', line, input, column.name,
                event_type, 'answer', value, none
            ) -%}
            {%- set one = {
                'input': input, 'column': column.name, 'form': 'answer',
                'value': lead_scoring.folded(value),
                'condition': lead_scoring.has_answer('value', column.family, [value]),
            } -%}
            {%- do looks.alike.append(one) if one not in looks.alike -%}
        {%- endfor -%}
        {%- set cells = {
            'input': input, 'column': column.name,
            'separator': '\x1f' if column.family == 'list' else lead_scoring.list_separator(),
        } -%}
        {%- do looks.answers.append(cells) if cells not in looks.answers -%}
        {%- do lead_scoring._look_at(looks, input, column, 'plain', event_type, false, true) -%}
    {%- endif -%}
    {%- set numbers, days = [], [] -%}
    {%- for value in values -%}
        {%- do numbers.append(value) if lead_scoring._read_number(value) is not none -%}
        {%- do days.append(value) if lead_scoring._read_timestamp(value) is not none -%}
    {%- endfor -%}
    {%- set is_ordering = is_text and operator in ('<', '<=', '>', '>=', 'between') -%}
    {%- set needed = ['unreadable_date', 'date'] if is_text and lead_scoring.is_relative(operator)
        else ['unreadable_number', 'number'] if is_ordering and numbers | length == values | length
        else ['unreadable_date', 'date'] if is_ordering and days | length == values | length
        else ['unknown_left_out', 'known'] if operator in ('!=', 'not_in', 'not_contains')
        else ['neither_true_nor_false', 'yes or no']
            if operator in ('is_true', 'is_false') and column.family in ('text', 'number') -%}
    {%- if needed -%}
        {%- do looks.needed.append([
            lead_scoring.text_literal(needed[0]), lead_scoring.text_literal(place),
            lead_scoring.cell_literal(line.scorecard_id), lead_scoring.cell_literal(line.rule_id),
            lead_scoring.text_literal(input), lead_scoring.text_literal(column.name),
            lead_scoring.cell_literal(event_type), lead_scoring.text_literal(needed[1]),
        ]) -%}
        {%- do lead_scoring._look_at(looks, input, column, 'plain', event_type, true, false) -%}
    {%- endif -%}
{% endmacro %}

{#- What else a value is found as, where it is a number, a time or true or false. -#}
{% macro _seek_meaning(looks, input, column, value) %}
    {%- set is_text, folded = column.family == 'text', lead_scoring.folded(value) -%}
    {%- set is_timestamp = lead_scoring._read_timestamp(value) is not none -%}
    {%- if lead_scoring._read_number(value) is not none and column.family in ('text', 'number') -%}
        {#- In a text what has a leading zero or plus is a code, see `rule_condition`. -#}
        {%- set row = [
            lead_scoring.text_literal(input), lead_scoring.text_literal(column.name),
            lead_scoring.text_literal(folded), lead_scoring.value_literal(value, 'number'),
            'true' if is_text else 'false',
        ] -%}
        {%- if row not in looks.numbers
            and not (is_text and modules.re.match('^([+]|-?0[0-9])', folded)) -%}
            {%- do looks.numbers.append(row) -%}
        {%- endif -%}
    {%- elif is_timestamp or folded in ('true', 'false') -%}
        {%- set condition = lead_scoring._text_equality('value', [folded], false) if is_text
            else lead_scoring._timestamp_condition(
                lead_scoring.timestamp_or_null('value'), '=', [value]
            ) if is_timestamp
            else lead_scoring._yes_no_condition('value', 'text', folded == 'true') -%}
        {%- set one = {
            'input': input, 'column': column.name, 'form': 'plain', 'value': folded,
            'condition': condition,
        } -%}
        {%- do looks.alike.append(one) if one not in looks.alike -%}
    {%- endif -%}
{% endmacro %}

{#- The texts that a signal compares columns with. -#}
{% macro _seek_literals(looks, name, inputs) %}
    {%- set signal = lead_scoring.signals()[name] -%}
    {%- for column_name, value in signal.get('literals', []) -%}
        {%- set column = inputs[signal.on].get(column_name | lower) -%}
        {%- if column and column.family == 'text' -%}
            {%- do lead_scoring._seek(
                looks, 'signal_value_never_occurs', 'signal ' ~ name ~ ', value', {}, signal.on,
                column.name, none, 'exact', value, none
            ) -%}
            {%- do lead_scoring._look_at(
                looks, signal.on, column, 'exact', none, false, true
            ) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
