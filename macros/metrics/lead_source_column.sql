{#
    The column of leads that says where a lead came from: `lead_scoring__source_column`, and
    `lead_source` for the demo and connectors; none where nobody says.

    Example:
        {{ lead_scoring.lead_source_column() }}  ->  lead_source
#}
{% macro lead_source_column() %}
    {%- set column = lead_scoring.setting('source_column') -%}
    {%- if column is none -%}
        {{ return('lead_source' if lead_scoring.setting('leads') is none else none) }}
    {%- endif -%}
    {{ return(column | string | trim) }}
{% endmacro %}
