{#
    The conditions of a line, a list: the line itself, and for a rule of several lines each further
    one, with the subject and property that it looks at. How they are joined: see `joiner_of`.

    Args:
        line: a line of scorecard_rules, see `lines_with_conditions`, or of another table, which has
            one condition.

    Example:
        {{ lead_scoring.conditions_of(rule) | map(attribute='value') | list }}
            ->  ['Director', 'Head of']
#}
{% macro conditions_of(line) %}
    {%- set conditions = [line] -%}
    {%- for further in line.conditions or [] -%}
        {%- do conditions.append(dict(
            further, subject=further.subject or line.subject,
            property=further.property or line.property
        )) -%}
    {%- endfor -%}
    {{ return(conditions) }}
{% endmacro %}

{#- Whether one of a rule's conditions has to hold (or), or all of them (and). -#}
{% macro joiner_of(line) %}
    {%- set joiners = [] -%}
    {%- for further in line.conditions or [] if further.joined_by -%}
        {%- do joiners.append(further.joined_by | lower) -%}
    {%- endfor -%}
    {{ return(joiners[0] if joiners else 'and') }}
{% endmacro %}

{#- Conditions of a rule as SQL, one below the other, in brackets where there are several. -#}
{% macro joined_conditions(line, conditions) %}
    {%- if conditions | length == 1 -%}
        {{ return(conditions[0]) }}
    {%- endif -%}
    {{ return(
        '(\n        ' ~ conditions | join('\n        ' ~ lead_scoring.joiner_of(line) ~ ' ')
        ~ '\n    )'
    ) }}
{% endmacro %}
