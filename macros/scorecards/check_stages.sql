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
    {%- set used = {
        'always': [], 'conversion': [], 'event': ['subject'],
        'tier': ['scorecard_id', 'subject', 'operator', 'value'],
        'score': ['scorecard_id', 'subject', 'operator', 'value'],
        'attribute': ['subject', 'operator', 'value'],
    } -%}
    {%- set axis = {'kind': ['score', 'fit', 'engagement']} -%}
    {%- set comparisons = ['=', '!=', 'in', 'not_in', '<', '<=', '>', '>=', 'between'] -%}
    {%- set first_lines, ranks = {}, {} -%}
    {%- for line in tables.lifecycle_stages -%}
        {%- set type = line.entry_type | lower if line.entry_type else none -%}
        {%- do lead_scoring.check_cells(table, line, {
            'stage_id': {'kind': 'text', 'is_required': true},
            'stage_rank': {'kind': 'whole', 'is_required': true},
            'entry_type': {'kind': used.keys() | list, 'is_required': true},
            'scorecard_id': {'kind': 'text', 'is_required': type in ('tier', 'score')},
            'subject': {'kind': 'text', 'is_required': type in ('event', 'attribute')},
            'value': {'kind': 'text', 'is_required': type == 'tier'},
        }, problems) -%}

        {%- for column in ('scorecard_id', 'subject', 'operator', 'value')
            if type in used and line[column] is not none and column not in used[type] -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, column, 'does not apply to the entry type ' ~ type, 'empty'
            )) -%}
        {%- endfor -%}
        {%- if type == 'tier' -%}
            {%- do lead_scoring.check_cells(table, line, {'subject': axis, 'operator': {'kind': comparisons[:4]}}, problems) -%}
            {%- do lead_scoring.check_tier_names(
                line, tables.scorecard_tiers, tables.scorecards | map(attribute='scorecard_id') | list, problems
            ) -%}
        {%- elif type == 'score' -%}
            {%- do lead_scoring.check_cells(table, line, {'subject': axis}, problems) -%}
            {%- set score = {'name': 'the score', 'data_type': 'a number', 'family': 'number'} -%}
            {%- if (line.operator or '') | lower in lead_scoring.operators() and line.operator | lower not in comparisons -%}
                {%- do problems.append(lead_scoring.problem(
                    table, line, 'operator', 'does not go with a score', comparisons
                )) -%}
            {%- else -%}
                {%- do lead_scoring.check_condition(table, line, score, problems) -%}
            {%- endif -%}
        {%- elif type in ('event', 'attribute') and line.subject is not none -%}
            {%- set on = 'events' if type == 'event' else 'leads' -%}
            {%- set column = lead_scoring.check_subject(table, line, 'subject', on, inputs, problems) -%}
            {%- if lead_scoring.signal_name(line.subject) is not none -%}
                {%- do lead_scoring.check_signal_operator(table, line, problems) if type == 'attribute' -%}
            {%- elif type == 'attribute' -%}
                {%- do lead_scoring.check_condition(table, line, column, problems) -%}
            {%- endif -%}
        {%- endif -%}

        {%- set first = first_lines.setdefault(line.stage_id, line) -%}
        {%- set rank = lead_scoring._read_whole(line.stage_rank or '') -%}
        {%- if rank != lead_scoring._read_whole(first.stage_rank or '') -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'stage_rank', 'differs between lines of one stage', first.stage_rank or 'empty'
            )) -%}
        {%- elif rank is not none and ranks.setdefault(rank, line.stage_id) != line.stage_id -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'stage_rank', 'is the rank of another stage, ' ~ ranks[rank], 'a rank of its own'
            )) -%}
        {%- endif -%}
        {%- if line.funnel_phase != first.funnel_phase -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'funnel_phase', 'differs between lines of one stage', first.funnel_phase or 'empty'
            )) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
