{#
    Checks that the settings of a rule go with its type and with each other.

    Args:
        line: a line of scorecard_rules.
        rule_type: its type.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_rule_settings(line, 'absence', problems) %}
#}
{% macro check_rule_settings(line, rule_type, problems) %}
    {%- set table = 'scorecard_rules' -%}
    {%- set settings = lead_scoring.rule_settings() -%}
    {#- A setting that says what holds anyway does no harm. -#}
    {%- set defaults = {'award': 'once', 'min_count': '1', 'given_min_count': '1'} -%}
    {%- set is_rolled_up = rule_type == 'attribute' and lead_scoring.roll_up(line.subject) -%}
    {%- for column in (settings.event + settings.absence) | unique
        if line[column] is not none and column not in settings[rule_type]
        and line[column] | lower != defaults.get(column)
        and not (column == 'award' and is_rolled_up) -%}
        {%- set types = [] -%}
        {%- for type, columns in settings.items() if column in columns -%}
            {%- do types.append(type) -%}
        {%- endfor -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, column, 'does not apply to a rule of type ' ~ rule_type,
            'empty, or rule_type ' ~ types | join(' or ')
        )) -%}
    {%- endfor -%}

    {%- set effect = lead_scoring.effect_of(line) -%}
    {%- if effect is not none and rule_type == 'required' -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'effect', 'does not apply to a rule of type required',
            'empty, or rule_type attribute or event or absence'
        )) -%}
    {%- endif -%}
    {%- for column in lead_scoring.settings_of_points() if effect is not none
        and line.get(column) is not none and line[column] | lower != defaults.get(column)
        and (column in settings[rule_type] + ['max_points', 'amount'] or is_rolled_up) -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, column, 'does not apply to the effect ' ~ effect, 'empty, or effect add'
        )) -%}
    {%- endfor -%}

    {%- if line.half_life_days is not none and (line.decay_percent or line.decay_every_days) -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'half_life_days', 'stands together with step decay',
            'half_life_days, or decay_percent with decay_every_days'
        )) -%}
    {%- endif -%}
    {%- for one, other in (
        ('decay_percent', 'decay_every_days'), ('decay_every_days', 'decay_percent')
    ) -%}
        {%- if line[one] is not none and line[other] is none -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, other, 'is empty, but ' ~ one ~ ' is set', 'both or none'
            )) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if rule_type == 'absence' and line.given_min_count is not none
        and line.given_subject is none and line.given_min_count != defaults.given_min_count -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'given_subject', 'is empty, but given_min_count is set',
            'an event type or signal:<name>'
        )) -%}
    {%- endif -%}

    {%- do lead_scoring.check_limits(table, line, 'min_count', 'max_count', problems)
        if rule_type != 'absence' -%}
    {%- do lead_scoring.check_span(table, line, 'valid_from', 'valid_to', problems) -%}
{% endmacro %}
