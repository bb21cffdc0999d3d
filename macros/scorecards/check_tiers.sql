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
    {%- set bands = {} -%}
    {%- for line in lines -%}
        {%- do lead_scoring.check_cells(table, line, {
            'axis': {'kind': axes},
            'lower_bound': {'kind': 'number'},
            'is_strict': {'kind': 'yes_no'},
        }, problems) -%}
        {%- if line.tier | default('', true) | lower == 'disqualified' -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'tier', 'is kept for leads that miss a must-have', 'any other name'
            )) -%}
        {%- endif -%}
        {#- A bound that cannot be read is told above; here it is one of its own. -#}
        {%- set bound = lead_scoring._read_number(line.lower_bound) or line.lower_bound
            if line.lower_bound else none -%}
        {%- set band = bands.setdefault((line.scorecard_id, (line.axis or '') | lower), []) -%}
        {%- if bound in band -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'lower_bound', 'stands more than once on the axis ' ~ line.axis,
                'one line a bound', line.lower_bound or 'empty'
            )) -%}
        {%- endif -%}
        {%- do band.append(bound) -%}
    {%- endfor -%}
    {%- for (scorecard_id, axis), bounds in bands.items() if none not in bounds -%}
        {#- An unknown scorecard or axis, or none, is told already. -#}
        {%- if scorecard_id is not none and scorecard_id in scorecard_ids and axis in axes -%}
            {%- do problems.append(lead_scoring.problem(
                table, {'scorecard_id': scorecard_id}, 'lower_bound',
                'is set on every line of the axis ' ~ axis ~ ', so a low score has no tier',
                'one line with an empty lower_bound'
            )) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
