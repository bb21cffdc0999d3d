{#
    The values in a rule's cell, split where the operator takes more than one.

    Example:
        {{ lead_scoring.operator_values('in', 'Germany | France') }}  ->  ['Germany', 'France']
        {{ lead_scoring.operator_values('=', 'A|B') }}                ->  ['A|B']
#}
{% macro operator_values(operator, value) %}
    {%- set takes = lead_scoring.operators()[operator]['values'] -%}
    {%- if value is none or takes == 'none' -%}
        {{ return([]) }}
    {%- elif takes in ('one', 'days') -%}
        {{ return([value]) }}
    {%- endif -%}
    {%- set values = [] -%}
    {%- for part in value.split('|') -%}
        {%- do values.append(lead_scoring.trimmed_cell(part)) -%}
    {%- endfor -%}
    {{ return(values) }}
{% endmacro %}
