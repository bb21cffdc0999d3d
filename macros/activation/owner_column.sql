{#
    The column of leads that says who works a lead: `lead_scoring__owner_column`, and for the demo
    its region; none where nobody in particular does.

    Example:
        {{ lead_scoring.owner_column() }}  ->  region
#}
{% macro owner_column() %}
    {{ return(lead_scoring._lead_column('owner_column', 'region')) }}
{% endmacro %}

{#- A variable that names a column of leads; the demo has one of its own. -#}
{% macro _lead_column(name, of_demo) %}
    {%- set column = lead_scoring.setting(name) -%}
    {%- if column is none -%}
        {{ return(of_demo if lead_scoring.is_demo() else none) }}
    {%- endif -%}
    {{ return(column | string | trim) }}
{% endmacro %}
