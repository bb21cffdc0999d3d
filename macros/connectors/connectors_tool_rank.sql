{#
    Which of several connectors a record comes from, from 0 on in the order in which they are named,
    as SQL; none with a single one, see `options_with`.

    Args:
        id: SQL of the record's id.

    Example (connectors: hubspot and segment):
        {{ lead_scoring.connectors_tool_rank('record_id') }}
            ->  case when record_id like 'segment:%' then 1 else 0 end
#}
{% macro connectors_tool_rank(id) %}
    {%- set branches = [] -%}
    {%- for connector in lead_scoring.connectors()[1:] -%}
        {%- do branches.append(
            'when ' ~ id ~ " like '" ~ connector ~ ":%' then " ~ loop.index
        ) -%}
    {%- endfor -%}
    {{ return('case ' ~ branches | join(' ') ~ ' else 0 end' if branches else none) }}
{% endmacro %}
