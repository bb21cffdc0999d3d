{#
    Who works a lead, as text as it stands in the data; null where no column says it.

    Args:
        inputs: see `scorecard_inputs`.

    Example:
        {{ lead_scoring.lead_owner(inputs) }}  ->  cast("region" as varchar)
#}
{% macro lead_owner(inputs) %}
    {%- set name = lead_scoring.owner_column() -%}
    {%- if name is none -%}
        {{ return('cast(null as ' ~ dbt.type_string() ~ ')') }}
    {%- endif -%}
    {%- set column = inputs.leads.get(name | lower, {'name': name}) -%}
    {{ return('cast(' ~ lead_scoring.quoted(column.name) ~ ' as ' ~ lead_scoring.type_text() ~ ')') }}
{% endmacro %}
