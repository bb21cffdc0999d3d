{#
    Checks that a span of time ends after it begins; its end is the first moment outside it.

    Args:
        table, line, problems: as in `check_cells`.
        starts, ends: the two columns.

    Example:
        {% do lead_scoring.check_span('score_overrides', line, 'starts_on', 'ends_on', problems) %}
#}
{% macro check_span(table, line, starts, ends, problems) %}
    {%- set moments = [] -%}
    {%- for column in (starts, ends) -%}
        {%- set moment = lead_scoring._read_timestamp(line[column] or '') -%}
        {#- As text in UTC: date '2026-03-01' comes before timestamp '2026-03-01 00:00:00'. -#}
        {%- do moments.append((moment.day or moment.instant).split("'")[1])
            if moment is not none -%}
    {%- endfor -%}
    {%- if moments | length == 2 and moments[1] <= moments[0] -%}
        {%- do problems.append(lead_scoring.problem(
            table, line, ends, 'is not after ' ~ starts, 'a later day than ' ~ line[starts]
        )) -%}
    {%- endif -%}
{% endmacro %}
