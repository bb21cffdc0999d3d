{#
    Checks that a span of time ends after it begins; its end is the first moment outside it. A day
    and a time are compared as they read: the same text order.

    Args:
        table, line, problems: as in `check_cells`.
        starts, ends: the two columns.

    Example:
        {% do lead_scoring.check_span('score_overrides', line, 'starts_on', 'ends_on', problems) %}
#}
{% macro check_span(table, line, starts, ends, problems) %}
    {%- if line[starts] is not none and line[ends] is not none
        and lead_scoring._read_moment(line[starts]) is not none and lead_scoring._read_moment(line[ends]) is not none
        and line[ends] | replace('T', ' ') <= line[starts] | replace('T', ' ') -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, ends, 'is not after ' ~ starts, 'a later day than ' ~ line[starts]
        )) -%}
    {%- endif -%}
{% endmacro %}
