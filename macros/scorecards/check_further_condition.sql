{#
    Checks a further line of a rule: it holds a condition and nothing else.

    Args:
        rule: the first line of the rule.
        line: the further one.
        on: 'leads' or 'events', what the rule looks at.
        inputs: see `scorecard_inputs`.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_further_condition(rule, line, 'leads', inputs, problems) %}
#}
{% macro check_further_condition(rule, line, on, inputs, problems) %}
    {%- set table = 'scorecard_rules' -%}
    {%- for column, cell in line.items()
        if cell is not none and column not in (
            'place', 'scorecard_id', 'rule_id', 'subject', 'property', 'operator', 'value',
            'joined_by',
        ) -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, column, 'is set on a further condition of a rule',
            'empty, for the first line of the rule has its settings'
        )) -%}
    {%- endfor -%}
    {%- set joiners, joiner = ['or', 'and'], lead_scoring.joiner_of(rule) -%}
    {%- do lead_scoring.check_cells(
        table, line, {'joined_by': {'kind': joiners, 'is_required': true}}, problems
    ) -%}
    {%- if line.joined_by and line.joined_by | lower in joiners and joiner in joiners
        and line.joined_by | lower != joiner -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'joined_by', 'differs between the conditions of one rule', joiner
        )) -%}
    {%- endif -%}
    {%- set condition = dict(
        line, subject=line.subject or rule.subject, property=line.property or rule.property
    ) -%}
    {%- if on == 'events' -%}
        {%- if lead_scoring.folded(condition.subject) != lead_scoring.folded(rule.subject) -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'subject',
                'is another one than that of the rule, whose conditions are about one event',
                'empty, or another rule'
            )) -%}
        {%- endif -%}
        {%- if condition.property is not none -%}
            {%- set column = lead_scoring.check_column(
                table, condition, 'property', 'events', inputs, problems
            ) -%}
            {%- do lead_scoring.check_condition(table, condition, column, problems) -%}
        {%- endif -%}
    {%- else -%}
        {%- if line.property is not none -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'property', 'does not apply to a rule of type ' ~ rule.rule_type,
                'empty, or a column of leads in subject'
            )) -%}
        {%- endif -%}
        {%- set column = lead_scoring.check_subject(
            table, condition, 'subject', 'leads', inputs, problems
        ) -%}
        {%- if lead_scoring.signal_name(condition.subject) is not none -%}
            {%- do lead_scoring.check_signal_operator(table, condition, problems) -%}
        {%- else -%}
            {%- do lead_scoring.check_condition(table, condition, column, problems) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
