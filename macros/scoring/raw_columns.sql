{#
    The staged columns, quoted, that scorecards look at, themselves or through a signal, besides
    those that are taken along anyway.

    Args:
        scorecards: see `scorecards`.
        on: 'leads' or 'events'.

    Example:
        {{ lead_scoring.raw_columns(scorecards, 'leads') }}  ->  ['"employees"', '"industry"']
#}
{% macro raw_columns(scorecards, on) %}
    {%- set always = {'leads': ['lead_id', 'created_at'], 'events': ['lead_id', 'event_type', 'occurred_at']}[on] -%}
    {%- set used = lead_scoring.used_columns(scorecards, on) -%}
    {%- set names = {} -%}
    {%- for column in used.columns -%}
        {%- do names.update({column.name | lower: column.name}) -%}
    {%- endfor -%}
    {%- for signal in used.signals -%}
        {%- for name in lead_scoring.signals()[signal]['columns'] -%}
            {%- do names.setdefault(name | lower, scorecards.inputs[on].get(name | lower, {'name': name}).name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set columns = [] -%}
    {%- for key, name in names | dictsort if key not in always -%}
        {%- do columns.append(adapter.quote(name)) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}
