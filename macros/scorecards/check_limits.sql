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
