{#
    The tiers of one axis of a scorecard, the best first: highest bound, or least percent; the line
    for everyone else last.

    Args:
        lines: the scorecard's lines of scorecard_tiers.
        axis: 'score', 'fit' or 'engagement'.

    Example:
        {{ lead_scoring.tiers_of_axis(lines, 'score') | map(attribute='tier') }}
            ->  ['qualified', 'not_qualified']
#}
{% macro tiers_of_axis(lines, axis) %}
    {%- set bounds, rest = [], [] -%}
    {%- for line in lines if line.axis | lower == axis -%}
        {%- if line.lower_percent -%}
            {%- do bounds.append(dict(line, bound=-(line.lower_percent | float))) -%}
        {%- elif line.lower_bound is none -%}
            {%- do rest.append(line) -%}
        {%- else -%}
            {%- do bounds.append(dict(line, bound=line.lower_bound | float)) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return((bounds | sort(attribute='bound', reverse=true) | list) + rest) }}
{% endmacro %}
