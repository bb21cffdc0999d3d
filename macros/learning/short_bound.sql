{#
    The roundest number that is above one number and not above another: a bound between two bins
    that people can read.

    Args:
        lowest: SQL of the lowest number of the upper bin.
        lower_highest: SQL of the highest number of the lower bin.

    Example:
        {{ lead_scoring.short_bound('lowest', 'lower_highest') }}
            ->  250, where they are 251 and 248
#}
{% macro short_bound(lowest, lower_highest) %}
    {%- set cases = [] -%}
    {%- for unit in (1000000, 100000, 10000, 1000, 100, 10) -%}
        {%- do cases.append('floor(' ~ lowest ~ ' / ' ~ unit ~ ') * ' ~ unit) -%}
    {%- endfor -%}
    {%- for unit in (1, 10, 100, 1000, 10000, 100000) -%}
        {%- do cases.append('floor(' ~ lowest ~ ' * ' ~ unit ~ ') / ' ~ unit) -%}
    {%- endfor -%}
    {%- set lines = [] -%}
    {%- for case in cases -%}
        {%- do lines.append('when ' ~ case ~ ' > ' ~ lower_highest ~ ' then ' ~ case) -%}
    {%- endfor -%}
    {{ return('case\n    ' ~ lines | join('\n    ') ~ '\n    else ' ~ lowest ~ '\nend') }}
{% endmacro %}
