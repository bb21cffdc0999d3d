{#
    The staged columns of an input, quoted, that scorecards look at, themselves or through a signal,
    besides those that are taken along anyway.

    Args:
        scorecards: see `scorecards`.
        input: 'leads' or 'events'.

    Example:
        {{ lead_scoring.raw_columns(scorecards) }}  ->  ['"employees"', '"industry"']
        {{ lead_scoring.raw_columns(scorecards, 'events') }}  ->  ['"asset"', '"page_path"']
#}
{% macro raw_columns(scorecards, input='leads') %}
    {%- set always = {
        'leads': ['lead_id', 'created_at', 'valid_from', 'valid_to'],
        'events': ['event_id', 'lead_id', 'event_type', 'occurred_at', 'loaded_at'],
    } -%}
    {%- set there = scorecards.inputs[input] -%}
    {%- set used = lead_scoring.used_columns(scorecards, input) -%}
    {%- set names = {} -%}
    {%- for column in used.columns -%}
        {%- do names.update({column.name | lower: column.name}) -%}
    {%- endfor -%}
    {%- set others = [] -%}
    {%- for signal in used.signals -%}
        {%- do others.extend(lead_scoring.signals()[signal]['columns']) -%}
    {%- endfor -%}
    {%- if input == 'leads' -%}
        {%- for entity in lead_scoring.entities() if entity ~ '_id' in there -%}
            {%- do names.setdefault(entity ~ '_id', entity ~ '_id') -%}
        {%- endfor -%}
        {%- for line in lead_scoring.option_columns(scorecards) if line.kept_as -%}
            {%- do others.append(line.subject) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for name in others -%}
        {%- do names.setdefault(name | lower, there.get(name | lower, {'name': name}).name) -%}
    {%- endfor -%}
    {%- set columns = [] -%}
    {%- for key, name in names | dictsort if key not in always[input] -%}
        {%- do columns.append(lead_scoring.quoted(name)) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}
