{#
    The staged columns of events, quoted, that activities look at, themselves or through a signal,
    besides those that are taken along anyway.

    Args:
        scorecards: see `scorecards`.

    Example:
        {{ lead_scoring.raw_event_columns(scorecards) }}  ->  ['"asset"', '"page_path"']
#}
{% macro raw_event_columns(scorecards) %}
    {%- set always = ['event_id', 'lead_id', 'event_type', 'occurred_at', 'loaded_at'] -%}
    {%- set used = lead_scoring.used_columns(scorecards, 'events') -%}
    {%- set names = {} -%}
    {%- for column in used.columns -%}
        {%- do names.update({column.name | lower: column.name}) -%}
    {%- endfor -%}
    {%- for signal in used.signals -%}
        {%- for name in lead_scoring.signals()[signal]['columns'] -%}
            {%- do names.setdefault(
                name | lower, scorecards.inputs.events.get(name | lower, {'name': name}).name
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set columns = [] -%}
    {%- for key, name in names | dictsort if key not in always -%}
        {%- do columns.append(lead_scoring.quoted(name)) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}
