{#
    Checks lifecycle_stages: each line by its entry type, and that lines of one stage agree.

    Args:
        tables: all scorecard tables, see `scorecards`.
        inputs: see `scorecard_inputs`.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_stages(tables, inputs, problems) %}
#}
{% macro check_stages(tables, inputs, problems) %}
    {%- set table = 'lifecycle_stages' -%}
    {%- set conditions = [
        'subject', 'operator', 'value', 'and_subject', 'and_operator', 'and_value',
    ] -%}
    {%- set used = {
        'always': [], 'conversion': [], 'event': ['subject'],
        'tier': ['scorecard_id'] + conditions, 'score': ['scorecard_id'] + conditions,
        'attribute': conditions,
    } -%}
    {%- set first_lines, ranks = {}, {} -%}
    {%- for line in tables.lifecycle_stages -%}
        {%- set type = line.entry_type | lower if line.entry_type else none -%}
        {%- do lead_scoring.check_cells(table, line, {
            'stage_id': {'kind': 'text', 'is_required': true},
            'stage_rank': {'kind': 'whole', 'is_required': true},
            'entry_type': {'kind': used.keys() | list, 'is_required': true},
            'scorecard_id': {'kind': 'text', 'is_required': type in ('tier', 'score')},
            'subject': {'kind': 'text', 'is_required': type == 'event'},
            'recycle_after_days': {
                'kind': 'whole', 'at_least': 1, 'is_required': line.recycle_to is not none
            },
            'recycle_to': {'kind': 'text', 'is_required': line.recycle_after_days is not none},
        }, problems) -%}

        {%- for column in ['scorecard_id'] + conditions
            if type in used and line[column] is not none and column not in used[type] -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, column, 'does not apply to the entry type ' ~ type, 'empty'
            )) -%}
        {%- endfor -%}
        {%- if type in ('tier', 'score', 'attribute') -%}
            {%- for condition in lead_scoring.stage_conditions(line) -%}
                {#- Of the second condition the cells have names of their own. -#}
                {%- set names = {
                    'subject': 'and_subject', 'operator': 'and_operator', 'value': 'and_value',
                } if not loop.first else {} -%}
                {%- do lead_scoring._check_stage_condition(
                    dict(condition, names_of_cells=names), type, tables, inputs, problems
                ) -%}
            {%- endfor -%}
        {%- elif type == 'event' and line.subject is not none -%}
            {%- do lead_scoring.check_subject(
                table, line, 'subject', 'events', inputs, problems
            ) -%}
            {%- if lead_scoring.dated_signal(line.subject) -%}
                {%- do problems.append(lead_scoring.problem(
                    table, line, 'subject', 'names a signal that looks at ages, but a stage is'
                    ~ ' entered on the day of its event', 'an event type, or a signal without'
                    ~ ' age_days; with it a rule, and a stage of type score'
                )) -%}
            {%- endif -%}
        {%- endif -%}

        {%- set first = first_lines.setdefault(line.stage_id, line) -%}
        {%- set rank = lead_scoring._read_integer(line.stage_rank or '') -%}
        {%- if rank != lead_scoring._read_integer(first.stage_rank or '') -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'stage_rank', 'differs between lines of one stage',
                first.stage_rank or 'empty'
            )) -%}
        {%- elif rank is not none and ranks.setdefault(rank, line.stage_id) != line.stage_id -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'stage_rank', 'is the rank of another stage, ' ~ ranks[rank],
                'a rank of its own'
            )) -%}
        {%- endif -%}
        {%- for column in ('funnel_phase', 'recycle_after_days', 'recycle_to')
            if line[column] != first[column] -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, column, 'differs between lines of one stage', first[column] or 'empty'
            )) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- do lead_scoring._check_recycling(table, first_lines, problems) -%}
{% endmacro %}

{#- Leads are given back to a stage that there is, and that comes before theirs. -#}
{% macro _check_recycling(table, first_lines, problems) %}
    {%- for line in first_lines.values() if line.recycle_to is not none -%}
        {%- set rank = lead_scoring._read_integer(line.stage_rank or '') -%}
        {%- set lower = [] -%}
        {%- for other in first_lines.values() if other.stage_id is not none -%}
            {%- set other_rank = lead_scoring._read_integer(other.stage_rank or '') -%}
            {%- if rank is none or other_rank is none or other_rank < rank -%}
                {%- do lower.append(other.stage_id) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if line.recycle_to not in lower -%}
            {%- set wrong = 'is no stage of a lower rank' if line.recycle_to in first_lines
                else 'is no stage' -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'recycle_to', wrong, lower
            )) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}

{#- A condition of a line of type tier, score or attribute. -#}
{% macro _check_stage_condition(line, type, tables, inputs, problems) %}
    {%- set table = 'lifecycle_stages' -%}
    {%- set comparisons = ['=', '!=', 'in', 'not_in', '<', '<=', '>', '>=', 'between'] -%}
    {%- set axes = ['score', 'fit', 'engagement'] -%}
    {%- do lead_scoring.check_cells(table, line, {
        'subject': {'kind': 'text', 'is_required': type == 'attribute'},
        'value': {'kind': 'text', 'is_required': type == 'tier'},
    }, problems) -%}
    {%- if type == 'tier' -%}
        {%- do lead_scoring.check_cells(table, line, {
            'subject': {'kind': axes + ['grade']}, 'operator': {'kind': comparisons[:4]},
        }, problems) -%}
        {%- do lead_scoring.check_tier_names(
            line, tables.scorecard_tiers,
            tables.scorecards | map(attribute='scorecard_id') | list, problems
        ) -%}
    {%- elif type == 'score' -%}
        {%- do lead_scoring.check_cells(table, line, {'subject': {'kind': axes}}, problems) -%}
        {%- set score = {'name': 'the score', 'data_type': 'a number', 'family': 'number'} -%}
        {%- if (line.operator or '') | lower in lead_scoring.operators()
            and line.operator | lower not in comparisons -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'operator', 'does not go with a score', comparisons
            )) -%}
        {%- else -%}
            {%- do lead_scoring.check_condition(table, line, score, problems) -%}
        {%- endif -%}
    {%- elif line.subject is not none -%}
        {%- set column = lead_scoring.check_subject(
            table, line, 'subject', 'leads', inputs, problems
        ) -%}
        {%- if lead_scoring.signal_name(line.subject) is not none -%}
            {%- do lead_scoring.check_signal_operator(table, line, problems) -%}
        {%- else -%}
            {%- do lead_scoring.check_condition(table, line, column, problems) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
