{#
    Whether two values are not the same, where null is a value like any other.

    Args:
        first, second: SQL of the values.

    Example:
        {{ lead_scoring.differs('tier', 'former_tier') }}
            ->  not coalesce(tier = former_tier, tier is null and former_tier is null)
#}
{% macro differs(first, second) %}
    {{ return(
        'not coalesce(' ~ first ~ ' = ' ~ second ~ ', '
        ~ first ~ ' is null and ' ~ second ~ ' is null)'
    ) }}
{% endmacro %}

{#- Whether any of several columns differs from its former value, `former_…`. -#}
{% macro any_differs(columns) %}
    {%- set conditions = [] -%}
    {%- for column in columns -%}
        {%- do conditions.append(lead_scoring.differs(column, 'former_' ~ column)) -%}
    {%- endfor -%}
    {{ return(conditions | join('\nor ')) }}
{% endmacro %}
