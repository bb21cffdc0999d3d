{#
    What the models of a run share: a mapping that lasts as long as the run, one for each package
    whose models ask, since variables differ between packages. None where nothing may be shared:
    while parsing, in a unit test, which has tables and variables of its own, and in dbt 2, which
    shares nothing between models.

    Args: none.

    Example:
        {% set memory = lead_scoring.run_memory() %}
#}
{% macro run_memory() %}
    {%- if not execute or dbt_version[0] != '1' or model is not defined
        or model.resource_type != 'model' -%}
        {{ return(none) }}
    {%- endif -%}
    {%- set memory = graph.setdefault('lead_scoring', {}) -%}
    {%- if memory.invocation_id != invocation_id -%}
        {%- do memory.clear() -%}
        {%- do memory.update({'invocation_id': invocation_id}) -%}
    {%- endif -%}
    {{ return(memory.setdefault('package ' ~ model.package_name, {})) }}
{% endmacro %}
