{#
    A mapping that all models of a run share, for what is worked out once a run and not once a model;
    none where nothing is shared: while parsing, in unit tests, which have tables of their own, and on
    dbt 2.

    Example:
        {%- set memory = lead_scoring.run_memory() -%}
        {%- if memory is not none and key in memory -%}{{ return(memory[key]) }}{%- endif -%}
#}
{% macro run_memory() %}
    {%- if not execute or dbt_version[0] != '1' or model is not defined or model.resource_type != 'model' -%}
        {{ return(none) }}
    {%- endif -%}
    {#- All models of a run see the same `graph`. -#}
    {%- set memory = graph.setdefault('lead_scoring', {}) -%}
    {%- if memory.invocation_id != invocation_id -%}
        {%- do memory.clear() -%}
        {%- do memory.update({'invocation_id': invocation_id}) -%}
    {%- endif -%}
    {{ return(memory) }}
{% endmacro %}
