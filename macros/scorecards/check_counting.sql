{#
    Checks how a rule counts its events, and what its points are multiplied by: `count_by`,
    `within_days`, `since_subject`, `amount`.

    Args:
        line: a line of scorecard_rules.
        rule_type: its type.
        inputs: see `scorecard_inputs`.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_counting(line, 'event', inputs, problems) %}
#}
{% macro check_counting(line, rule_type, inputs, problems) %}
    {%- set table = 'scorecard_rules' -%}
    {%- if rule_type in ('event', 'attribute') and line.amount is not none -%}
        {%- set on = 'events' if rule_type == 'event' else 'leads' -%}
        {%- set column = lead_scoring.check_column(
            table, line, 'amount', on, inputs, problems
        ) -%}
        {%- if column is not none and column.family != 'number' -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'amount', 'is no number: the column holds ' ~ column.family,
                inputs[on].values() | selectattr('family', 'equalto', 'number')
                    | map(attribute='name') | list
            )) -%}
        {%- endif -%}
        {%- if rule_type == 'attribute' and line.award | lower == 'each' -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'amount', 'stands together with award each',
                'amount, or award each for a score that is rolled up'
            )) -%}
        {%- endif -%}
    {%- endif -%}
    {%- if rule_type != 'event' -%}{{ return(none) }}{%- endif -%}

    {%- if line.count_by is not none and line.count_by | lower != 'day' -%}
        {%- set column = lead_scoring.check_column(
            table, line, 'count_by', 'events', inputs, problems
        ) -%}
        {%- set uncountable = ('list', 'other') -%}
        {%- if column is not none and column.family in uncountable -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'count_by', 'is of a type that events are not counted by',
                ['day'] + inputs.events.values() | rejectattr('family', 'in', uncountable)
                    | map(attribute='name') | list
            )) -%}
        {%- endif -%}
    {%- endif -%}
    {%- if line.within_days is not none and line.min_count is none -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'min_count', 'is empty, but within_days is set',
            'how many events there must be within so many days'
        )) -%}
    {%- endif -%}
    {%- if line.within_days is not none and line.award | lower == 'each' -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'within_days', 'stands together with award each',
            'empty, or award once'
        )) -%}
    {%- endif -%}
    {%- if line.since_subject is not none -%}
        {%- do lead_scoring.check_subject(
            table, line, 'since_subject', 'events', inputs, problems
        ) -%}
        {%- if lead_scoring.folded(line.since_subject) == lead_scoring.folded(line.subject) -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'since_subject', 'is the subject itself, so no event would count',
                'another event type or signal:<name>'
            )) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
