{#
    What the scorecards look at in an input, so that only that is prepared: columns (see
    `columns_of`), and names of signals.

    Args:
        scorecards: see `scorecards`.
        on: 'leads' or 'events'.

    Example:
        {{ lead_scoring.used_columns(scorecards, 'leads') }}
            ->  {'columns': [{'name': 'industry', …}], 'signals': ['enterprise']}
#}
{% macro used_columns(scorecards, on) %}
    {%- set columns, signals = {}, [] -%}
    {%- for subject in lead_scoring._subjects(scorecards, on) -%}
        {%- set signal = lead_scoring.signal_name(subject.name) -%}
        {%- if signal is not none and signal not in signals -%}
            {%- do signals.append(signal) -%}
        {%- elif signal is none and subject.is_column -%}
            {%- set column = lead_scoring.column_of(
                subject.name, subject.line, scorecards.inputs[on]
            ) -%}
            {%- do columns.update({column.name | lower: column}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return({'columns': columns.values() | list, 'signals': signals | sort}) }}
{% endmacro %}

{#- A number, where types are not known. -#}
{% macro _amount_of(rule) %}
    {{ return({
        'name': rule.amount, 'line': {'operator': '>', 'value': '0'}, 'is_column': true
    }) }}
{% endmacro %}

{#- Every cell that names something of the input: {'name', 'line', 'is_column'}. -#}
{% macro _subjects(scorecards, on) %}
    {%- set subjects = [] -%}
    {%- for card in scorecards.cards -%}
        {%- if on == 'leads' and card.population is not none -%}
            {%- set name = lead_scoring.signal_name(card.population) or card.population -%}
            {%- do subjects.append({'name': 'signal:' ~ name, 'line': {}, 'is_column': false}) -%}
        {%- endif -%}
        {%- for rule in card.rules -%}
            {%- if on == 'leads' and rule.rule_type | lower in ('attribute', 'required') -%}
                {%- for condition in lead_scoring.conditions_of(rule) -%}
                    {%- do subjects.append({
                        'name': condition.subject, 'line': condition, 'is_column': true
                    }) -%}
                {%- endfor -%}
                {%- do subjects.append(lead_scoring._amount_of(rule)) if rule.amount -%}
            {%- elif on == 'events' and rule.rule_type | lower in ('event', 'absence') -%}
                {%- do subjects.append({'name': rule.subject, 'line': rule, 'is_column': false}) -%}
                {%- for condition in lead_scoring.conditions_of(rule)
                    if condition.property is not none -%}
                    {%- do subjects.append({
                        'name': condition.property, 'line': condition, 'is_column': true
                    }) -%}
                {%- endfor -%}
                {%- for subject in (rule.given_subject, rule.since_subject) if subject -%}
                    {%- do subjects.append({
                        'name': subject, 'line': rule, 'is_column': false
                    }) -%}
                {%- endfor -%}
                {%- for subject in (rule.subject, rule.given_subject, rule.since_subject)
                    if lead_scoring.dated_signal(subject) -%}
                    {%- for name in lead_scoring.dated_signal(subject).date_columns -%}
                        {%- do subjects.append({
                            'name': name, 'line': {'operator': 'within_last_days'},
                            'is_column': true,
                        }) -%}
                    {%- endfor -%}
                {%- endfor -%}
                {%- if rule.count_by and rule.count_by | lower != 'day' -%}
                    {%- do subjects.append({
                        'name': rule.count_by, 'line': {'operator': 'is_not_null'},
                        'is_column': true,
                    }) -%}
                {%- endif -%}
                {%- do subjects.append(lead_scoring._amount_of(rule)) if rule.amount -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for line in lead_scoring.option_columns(scorecards)
        if on == 'leads' and not line.kept_as -%}
        {%- do subjects.append({'name': line.subject, 'line': line, 'is_column': true}) -%}
    {%- endfor -%}
    {%- for stage in scorecards.stages
        if stage.entry_type | lower == {'leads': 'attribute', 'events': 'event'}[on] -%}
        {%- for line in lead_scoring.stage_conditions(stage) -%}
            {%- do subjects.append({
                'name': line.subject, 'line': line, 'is_column': on == 'leads'
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(subjects) }}
{% endmacro %}
