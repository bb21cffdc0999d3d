{#
    The tiers of one axis of a scorecard, highest bound first, the line for everyone else last.

    Args:
        lines: the lines of scorecard_tiers.
        scorecard_id: the scorecard.
        axis: 'score', 'fit' or 'engagement'.

    Example:
        {{ lead_scoring.tiers_of_axis(tables.scorecard_tiers, 'b2b_software', 'score') | map(attribute='tier') }}
            ->  ['qualified', 'not_qualified']
#}
{% macro tiers_of_axis(lines, scorecard_id, axis) %}
    {%- set bounds, rest = [], [] -%}
    {%- for line in lines if line.scorecard_id == scorecard_id and line.axis | lower == axis -%}
        {%- if line.lower_bound is none -%}
            {%- do rest.append(line) -%}
        {%- else -%}
            {%- do bounds.append(dict(line, bound=line.lower_bound | float)) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return((bounds | sort(attribute='bound', reverse=true) | list) + rest) }}
{% endmacro %}
