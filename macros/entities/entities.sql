{#
    What is scored besides leads: entities to which leads belong, by their column `<entity>_id`. A
    list.

    Example:
        {{ lead_scoring.entities() }}  ->  ['account']
#}
{% macro entities() %}
    {%- set names = [] -%}
    {%- for name in lead_scoring.list_setting('entities') -%}
        {%- if not modules.re.match('^[a-z][a-z0-9_]*$', name | string) or name == 'lead' -%}
            {%- do exceptions.raise_compiler_error(
                'lead_scoring: the variable lead_scoring__entities has a name that cannot be used.'
                ~ " Got: '" ~ name ~ "'. Allowed: small letters, digits and _, such as account;"
                ~ ' leads are always there.'
                ~ ' Fix: edit lead_scoring__entities.'
            ) -%}
        {%- endif -%}
        {%- do names.append(name) -%}
    {%- endfor -%}
    {{ return(names) }}
{% endmacro %}

{#- The entity of a line of the table scorecards. -#}
{% macro entity_of(card) %}
    {{ return((card.entity or 'lead') | lower) }}
{% endmacro %}

{#- The ids of the entities to which a lead belongs, name -> select item; null where leads have no
    such column. -#}
{% macro entity_keys(scorecards) %}
    {%- set keys = {} -%}
    {%- for entity in lead_scoring.entities() -%}
        {%- set id = entity ~ '_id' if entity ~ '_id' in scorecards.inputs.leads
            else 'cast(null as ' ~ dbt.type_string() ~ ')' -%}
        {%- do keys.update({
            entity ~ '_key': 'cast(' ~ id ~ ' as ' ~ dbt.type_string() ~ ') as ' ~ entity ~ '_key'
        }) -%}
    {%- endfor -%}
    {{ return(keys) }}
{% endmacro %}
