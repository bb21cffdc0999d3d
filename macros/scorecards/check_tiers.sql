{#
    Checks scorecard_tiers: cells of each line, and of each band that it has a line for everyone
    else and no bound twice.

    Args:
        lines: the table's lines.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_tiers(tables.scorecard_tiers, problems) %}
#}
{% macro check_tiers(lines, problems) %}
    {%- set table = 'scorecard_tiers' -%}
    {%- set bands = {} -%}
    {%- for line in lines -%}
        {%- do lead_scoring.check_cells(table, line, {
            'axis': {'kind': ['score', 'fit', 'engagement']},
            'lower_bound': {'kind': 'number'},
            'is_strict': {'kind': 'yes_no'},
        }, problems) -%}
        {%- set bound = lead_scoring._read_number(line.lower_bound) if line.lower_bound else none -%}
        {%- set band = bands.setdefault(line.scorecard_id ~ '\x00' ~ (line.axis or '') | lower, []) -%}
        {%- if bound in band -%}
            {%- do problems.append(lead_scoring.problem(
                table, line, 'lower_bound', 'stands more than once on the axis ' ~ line.axis, 'one line a bound',
                line.lower_bound or 'empty'
            )) -%}
        {%- endif -%}
        {%- do band.append(bound) -%}
    {%- endfor -%}
    {%- for key, bounds in bands.items() if none not in bounds -%}
        {%- set line = {'scorecard_id': key.split('\x00')[0]} -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, 'lower_bound', 'is set on every line of the axis ' ~ key.split('\x00')[1]
            ~ ', so a low score has no tier', 'one line with an empty lower_bound'
        )) -%}
    {%- endfor -%}
{% endmacro %}
