{#
    Checks that the upper limit of a line is not below its lower one.

    Args:
        table, line, problems: as in `check_cells`.
        lower, upper: the two columns.

    Example:
        {% do lead_scoring.check_limits('scorecards', line, 'min_score', 'max_score', problems) %}
#}
{% macro check_limits(table, line, lower, upper, problems) %}
    {%- set low = lead_scoring._read_number(line[lower] or '') -%}
    {%- set high = lead_scoring._read_number(line[upper] or '') -%}
    {%- if low is not none and high is not none and high | float < low | float -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, upper, 'is below ' ~ lower, line[lower] ~ ' or more'
        )) -%}
    {%- endif -%}
{% endmacro %}

{#-
    Checks that a span of time ends after it begins; its end is the first moment outside it. A day
    and a time are compared as they read: the same text order.
-#}
{% macro check_span(table, line, starts, ends, problems) %}
    {%- if line[starts] is not none and line[ends] is not none
        and lead_scoring._read_moment(line[starts]) is not none and lead_scoring._read_moment(line[ends]) is not none
        and line[ends] | replace('T', ' ') <= line[starts] | replace('T', ' ') -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, ends, 'is not after ' ~ starts, 'a later day than ' ~ line[starts]
        )) -%}
    {%- endif -%}
{% endmacro %}
