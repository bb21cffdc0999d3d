{#
    Checks trigger_rules: each line by its kind, with tiers and stages that there are.

    Args:
        tables: all scorecard tables, see `scorecards`.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_triggers(tables, problems) %}
#}
{% macro check_triggers(tables, problems) %}
    {%- set table = 'trigger_rules' -%}
    {%- set kinds = lead_scoring.trigger_types() -%}
    {%- for line in tables.trigger_rules -%}
        {%- do lead_scoring.check_cells(
            table, line, {'is_enabled': {'kind': 'yes_no'}}, problems
        ) -%}
        {%- if not lead_scoring.is_switched_off(line) -%}
            {%- set kind = kinds.get((line.kind or '') | lower, {}) -%}
            {%- do lead_scoring.check_cells(table, line, {
                'kind': {'kind': kinds.keys() | list, 'is_required': true},
                'scorecard_id': {'kind': 'text', 'is_required': kind.is_of_scorecard},
                'value': {
                    'kind': 'number' if kind.value == 'number' else 'text',
                    'is_required': kind.value,
                },
                'cooldown_days': {'kind': 'whole', 'at_least': 1},
            }, problems) -%}
            {%- if kind and not kind.is_of_scorecard and line.scorecard_id is not none -%}
                {%- do problems.append(lead_scoring.problem(
                    table, line, 'scorecard_id', 'does not apply to the kind ' ~ line.kind | lower,
                    'empty'
                )) -%}
            {%- endif -%}
            {%- for column, words in {
                'subject': ['score', 'grade'], 'operator': ['=', 'in']
            }.items() if line[column] is not none -%}
                {%- do lead_scoring.check_cells(
                    table, line, {column: {'kind': words}}, problems
                ) -%}
                {%- if kind and kind.value != 'tier' -%}
                    {%- do problems.append(lead_scoring.problem(
                        table, line, column, 'does not apply to the kind ' ~ line.kind | lower,
                        'empty'
                    )) -%}
                {%- endif -%}
            {%- endfor -%}
            {%- if kind and kind.value is none and line.value is not none -%}
                {%- do problems.append(lead_scoring.problem(
                    table, line, 'value', 'does not apply to the kind ' ~ line.kind | lower, 'empty'
                )) -%}
            {%- elif kind.value == 'tier' -%}
                {%- do lead_scoring.check_tier(
                    table, line, 'value', tables, problems,
                    'grade' if line.subject | default('', true) | lower == 'grade' else 'score',
                    lead_scoring.trigger_values(line)
                ) -%}
            {%- elif kind.value == 'stage' -%}
                {%- do lead_scoring.check_stage(
                    table, line, 'value', tables.lifecycle_stages, problems
                ) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}

{#- The tiers or grades that a trigger names. -#}
{% macro trigger_values(line) %}
    {{ return(lead_scoring.operator_values((line.operator or '=') | lower, line.value)) }}
{% endmacro %}
