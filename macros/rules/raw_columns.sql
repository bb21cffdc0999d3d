{#
    The staged columns of leads, quoted, that scorecards look at, themselves or through a signal,
    besides those that are taken along anyway.

    Args:
        scorecards: see `scorecards`.

    Example:
        {{ lead_scoring.raw_columns(scorecards) }}  ->  ['"employees"', '"industry"']
#}
{% macro raw_columns(scorecards) %}
    {%- set always = ['lead_id', 'created_at', 'valid_from', 'valid_to'] -%}
    {%- set used = lead_scoring.used_columns(scorecards, 'leads') -%}
    {%- set names = {} -%}
    {%- for column in used.columns -%}
        {%- do names.update({column.name | lower: column.name}) -%}
    {%- endfor -%}
    {%- for signal in used.signals -%}
        {%- for name in lead_scoring.signals()[signal]['columns'] -%}
            {%- do names.setdefault(
                name | lower, scorecards.inputs.leads.get(name | lower, {'name': name}).name
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for entity in lead_scoring.entities() if entity ~ '_id' in scorecards.inputs.leads -%}
        {%- do names.setdefault(entity ~ '_id', entity ~ '_id') -%}
    {%- endfor -%}
    {%- for line in lead_scoring.option_columns(scorecards) if line.kept_as -%}
        {%- set name = line.subject -%}
        {%- do names.setdefault(
            name | lower, scorecards.inputs.leads.get(name | lower, {'name': name}).name
        ) -%}
    {%- endfor -%}
    {%- set columns = [] -%}
    {%- for key, name in names | dictsort if key not in always -%}
        {%- do columns.append(lead_scoring.quoted(name)) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}
