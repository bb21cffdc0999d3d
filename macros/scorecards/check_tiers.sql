{#
    Checks scorecard_tiers: cells of each line, and of each band that it has a line for everyone
    else and no bound twice.

    Args:
        lines: the table's lines.
        scorecard_ids: the scorecards that there are.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_tiers(tables.scorecard_tiers, ['b2b_software'], problems) %}
#}
{% macro check_tiers(lines, scorecard_ids, problems) %}
    {%- set table = 'scorecard_tiers' -%}
    {%- set axes = ['score', 'fit', 'engagement'] -%}
    {%- set bands, columns = {}, {} -%}
    {%- for line in lines -%}
        {%- do lead_scoring.check_cells(table, line, {
            'axis': {'kind': axes},
            'lower_bound': {'kind': 'number'},
            'lower_percent': {'kind': 'number', 'above': 0, 'at_most': 100},
            'is_strict': {'kind': 'yes_no'},
        }, problems) -%}
        {%- if line.tier | default('', true) | lower == 'disqualified' -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'tier', 'is kept for leads that miss a must-have', 'any other name'
            )) -%}
        {%- endif -%}
        {%- set column = 'lower_percent' if line.lower_percent else 'lower_bound' -%}
        {%- do lead_scoring._check_percent(table, line, problems) if line.lower_percent -%}
        {#- A bound that cannot be read is told above; here it is one of its own. -#}
        {%- set cell = line[column] -%}
        {%- set bound = column ~ ' ' ~ (lead_scoring._read_number(cell) or cell) if cell
            else none -%}
        {%- set band = bands.setdefault((line.scorecard_id, (line.axis or '') | lower), []) -%}
        {%- if bound in band -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, column, 'stands more than once on the axis ' ~ line.axis,
                'one line a ' ~ column.split('_')[1], cell or 'empty'
            )) -%}
        {%- endif -%}
        {%- do band.append(bound) -%}
        {%- if cell -%}
            {%- set first = columns.setdefault(
                (line.scorecard_id, (line.axis or '') | lower), column
            ) -%}
            {%- if first != column and line.axis | default('', true) | lower == 'score'
                and not (line.lower_bound and line.lower_percent) -%}
                {%- do problems.append(lead_scoring.problem(
                    table, line, column, 'stands beside a ' ~ first ~ ' of the same scorecard',
                    'bounds or percents on all its lines'
                )) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for (scorecard_id, axis), bounds in bands.items() if none not in bounds -%}
        {#- An unknown scorecard or axis, or none, is told already. -#}
        {%- if scorecard_id is not none and scorecard_id in scorecard_ids and axis in axes -%}
            {%- do problems.append(lead_scoring.problem(
                table, {'scorecard_id': scorecard_id}, columns[(scorecard_id, axis)],
                'is set on every line of the axis ' ~ axis ~ ', so a low score has no tier',
                'one line with an empty ' ~ columns[(scorecard_id, axis)]
            )) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}

{#- A percent is of the score, and is itself what a bound is. -#}
{% macro _check_percent(table, line, problems) %}
    {%- if line.axis | default('', true) | lower in ('fit', 'engagement') -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'lower_percent', 'does not apply to the axis ' ~ line.axis,
            'empty, or a lower_bound'
        )) -%}
    {%- elif line.lower_bound -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'lower_percent', 'stands together with lower_bound',
            'lower_bound or lower_percent'
        )) -%}
    {%- endif -%}
    {%- if line.is_strict and lead_scoring._read_yes_no(line.is_strict) -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'is_strict', 'does not apply to a lower_percent', 'empty'
        )) -%}
    {%- endif -%}
{% endmacro %}
