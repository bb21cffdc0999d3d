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
        {%- for column in ('min_score', 'max_score') -%}
            {%- set limit, expected = line[column] or '', first[column] or '' -%}
            {%- if lead_scoring._read_number(limit) != lead_scoring._read_number(expected) -%}
                {%- do problems.append(lead_scoring.problem(
                    'scorecards', line, column,
                    'differs between scorecards of the family ' ~ line.family,
                    expected or 'empty', limit or 'empty'
                )) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
{% endmacro %}
