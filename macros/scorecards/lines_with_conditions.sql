{#
    The lines of scorecard_rules, each rule once: its further lines, which say in `joined_by` how
    their condition is joined to that of the first, are its `conditions`.

    Args:
        lines: the lines as they stand in the table.

    Example:
        {{ lead_scoring.lines_with_conditions([
            {'scorecard_id': 'b2b', 'rule_id': 'senior', 'value': 'Director', 'joined_by': none},
            {'scorecard_id': 'b2b', 'rule_id': 'senior', 'value': 'Head of', 'joined_by': 'or'},
        ]) }}
            ->  [{'rule_id': 'senior', 'value': 'Director', …, 'conditions': [{…}]}]
#}
{% macro lines_with_conditions(lines) %}
    {%- set first_lines, rules = {}, [] -%}
    {%- for is_further in (false, true) -%}
        {%- for line in lines if lead_scoring.is_further_line(line) == is_further -%}
            {%- set key = (line.scorecard_id or '') ~ '\x00' ~ (line.rule_id or '') -%}
            {%- if is_further and line.rule_id and key in first_lines -%}
                {%- do first_lines[key].conditions.append(line) -%}
            {%- else -%}
                {%- do line.update({'conditions': []}) -%}
                {%- do first_lines.setdefault(key, line) -%}
                {%- do rules.append(line) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(rules) }}
{% endmacro %}

{#- Whether a line is a further condition: it says how it is joined, or has nothing of a rule. -#}
{% macro is_further_line(line) %}
    {{ return(
        line.joined_by is not none
        or (line.rule_type is none and line.group_id is none and line.points is none)
    ) }}
{% endmacro %}
