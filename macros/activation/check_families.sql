{#
    Checks that scorecards of one family can be compared: they end at the same limits.

    Args:
        lines: the lines of scorecards.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.check_families(tables.scorecards, problems) %}
#}
{% macro check_families(lines, problems) %}
    {%- set first_lines = {} -%}
    {%- for line in lines if line.family is not none and not lead_scoring.is_switched_off(line) -%}
        {%- set first = first_lines.setdefault(line.family, line) -%}
        {%- for column in ('min_score', 'max_score')
            if lead_scoring._read_number(line[column] or '') != lead_scoring._read_number(first[column] or '') -%}
            {%- do problems.append(lead_scoring.problem(
                'scorecards', line, column, 'differs between scorecards of the family ' ~ line.family,
                first[column] or 'empty', line[column] or 'empty'
            )) -%}
        {%- endfor -%}
    {%- endfor -%}
{% endmacro %}
