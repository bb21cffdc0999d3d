{#
    Of each attribute that something reads, and of each tool: which table keeps its past, and since
    when. A whole model.

    Example (rows out):
        hubspot | job_title    | contact_property_history | 2023-02-01 | 4312
        hubspot | company_size |                          |            |
#}
{% macro attribute_audit() %}
    {%- set attributes = lead_scoring.named_attributes() -%}
    {%- set tables, literals, sources = lead_scoring.tables_of_changes(), [], [] -%}
    {%- for tool in lead_scoring.connected_tools() -%}
        {%- for table in tables.get(tool, lead_scoring._people_with_versions(tool)) -%}
            {%- set names = attributes if attributes is not none else table.ours.keys() | list -%}
            {%- for name in names -%}
                {%- set column = table.ours.get(name, name) -%}
                {%- set bare = lead_scoring._name_in_changes(column) -%}
                {%- do literals.append(lead_scoring.text_literals([
                    tool, table.people or '', name, bare, table.labels.get(column, bare),
                ])) -%}
            {%- endfor -%}
            {%- do sources.append({
                'tool': tool, 'table': table, 'cte': tool ~ '_' ~ table.people,
                'has_versions': lead_scoring.has_versions(tool, table.people),
            }) if table.people is not none -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set text = lead_scoring.type_text() %}
with

{% for source in sources -%}
{% if source.table.changes -%}
{{ source.cte }}_listed as (

    {{ lead_scoring.loaded_table(source.tool, source.table.changes, {
        source.table.name ~ ' as name': 'text',
        source.table.changed_at ~ ' as changed_at': 'moment',
    }) }}

),

{% endif -%}
{% if source.has_versions -%}
{{ source.cte }}_versions as (

    {{ lead_scoring.loaded_table(
        source.tool, source.table.people, {'id': 'id'}, with_versions=true
    ) }}

),

{% endif -%}
{% endfor -%}
changes as (
    {% for source in sources %}
    {%- if source.table.changes %}
    select
        {{ lead_scoring.text_literal(source.tool) }} as connector,
        {{ lead_scoring.text_literal(source.table.people) }} as people,
        {{ lead_scoring.text_literal(source.table.changes) }} as kept_in,
        {{ lead_scoring.bare_name_of('name') }} as name,
        min(changed_at) as known_since,
        count(*) as change_count
    from {{ source.cte }}_listed
    where changed_at is not null and name is not null
    group by {{ lead_scoring.bare_name_of('name') }}
    union all
    {%- endif %}
    {%- if source.has_versions %}
    select
        {{ lead_scoring.text_literal(source.tool) }} as connector,
        {{ lead_scoring.text_literal(source.table.people) }} as people,
        {{ lead_scoring.text_literal(source.table.people) }} as kept_in,
        '*' as name,
        min(valid_from) as known_since,
        count(*) as change_count
    from {{ source.cte }}_versions
    where valid_from is not null
    union all
    {%- endif %}
    {%- endfor %}
    select
        cast(null as {{ text }}) as connector,
        cast(null as {{ text }}) as people,
        cast(null as {{ text }}) as kept_in,
        cast(null as {{ text }}) as name,
        {{ lead_scoring.null_column('moment') }} as known_since,
        0 as change_count
    from (select 1 as nothing) as no_table
    where 1 = 0

),

attributes as (

    {{ lead_scoring.inline_rows({
        'connector': text, 'people': text, 'attribute': text, 'name': text, 'label': text,
    }, literals) | indent(4) }}

),

final as (

    select
        attributes.connector as connector,
        attributes.attribute as attribute,
        min(changes.kept_in) as kept_in,
        min(changes.known_since) as known_since,
        sum(changes.change_count) as change_count
    from attributes
    left join changes
        on attributes.connector = changes.connector
        and attributes.people = changes.people
        and changes.name in (attributes.name, attributes.label, '*')
    where attributes.connector is not null
    group by attributes.connector, attributes.attribute

)

select * from final
{% endmacro %}

{#- The tables of people of a tool that lists no changes: the past is in their versions, if any. -#}
{% macro _people_with_versions(tool) %}
    {%- set names = {
        'dynamics_365': ['lead', 'contact'], 'mautic': ['leads'], 'pardot': ['prospect'],
        'pipedrive': ['person'], 'stripe': ['customer'],
    }.get(tool, [none]) -%}
    {%- set tables = [] -%}
    {%- for people in names -%}
        {%- do tables.append({'people': people, 'changes': none, 'ours': {}, 'labels': {}}) -%}
    {%- endfor -%}
    {{ return(tables) }}
{% endmacro %}
