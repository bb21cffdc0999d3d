{#
    Where the rows of an input or of a scorecard table come from, as its variable says.

    Args:
        name: the variable without its prefix, e.g. 'leads' or 'scorecard_rules'.
        default_ref: name of the seed that stands in while the variable is not set; none = empty.
        value: what the variable says, where it is a part of one; none: its value.

    Returns a mapping with one of these set, or none when there is no source:
        lines: the rows themselves, a list of mappings (scorecard tables only)
        relation: a relation, or its name as text
        file: the path of a .csv or .parquet file

    Example:
        lead_scoring__leads: "ref('crm_contacts')"        ->  {'relation': <relation>, …}
        lead_scoring__leads: analytics.crm.contacts       ->  {'relation': <relation>, …}
        lead_scoring__leads: data/contacts.parquet        ->  {'file': 'data/contacts.parquet', …}
#}
{% macro data_source(name, default_ref=none, value=none) %}
    {%- set value = lead_scoring.setting(name) if value is none else value -%}
    {%- if value is none and default_ref is none -%}
        {{ return(none) }}
    {%- elif value is none -%}
        {{ return({'relation': ref('lead_scoring', default_ref)}) }}
    {%- elif value is not string -%}
        {{ return({'lines': value}) }}
    {%- endif -%}

    {%- set text = value | trim -%}
    {%- set referred, named = lead_scoring.ref_names(text), lead_scoring._names('source', text) -%}
    {%- if modules.re.search('\\.(csv|tsv|parquet)(\\.gz)?$', text | lower) -%}
        {{ return({'file': text}) }}
    {%- elif referred | length in (1, 2) -%}
        {{ return({'relation': ref(*referred)}) }}
    {%- elif named | length == 2 -%}
        {{ return({'relation': source(*named)}) }}
    {%- elif modules.re.match('^\\w+(\\.[\\w$-]+){1,2}$', text) -%}
        {%- set parts = text.split('.') -%}
        {{ return({'relation': lead_scoring.named_in_view(api.Relation.create(
            database=parts[0] if parts | length == 3 else target.database or none,
            schema=parts[-2],
            identifier=parts[-1],
        ))}) }}
    {%- elif modules.re.match('^["`(\\[]', text) -%}
        {#- "{{ ref('x') }}" arrives rendered: a quoted name, or a subquery under --empty. -#}
        {{ return({'relation': text}) }}
    {%- endif -%}
    {%- do exceptions.raise_compiler_error(
        "lead_scoring: the variable lead_scoring__" ~ name ~ " names no data. Got: '" ~ text
        ~ "'. Allowed: ref('model'), source('name', 'table'), a relation (schema.table or"
        ~ ' database.schema.table), on DuckDB the path of a .csv or .parquet file'
        ~ (
            ', a list of lines.' if name in lead_scoring.scorecard_columns() or name == 'challenger'
            else '.'
        )
        ~ " Fix: edit lead_scoring__" ~ name ~ "."
    ) -%}
{% endmacro %}

{#- The names in a text that refers to a model or seed: `ref('crm', 'contacts')`, `contacts`. -#}
{% macro ref_names(text) %}
    {{ return(
        [text] if modules.re.match('^\\w+$', text) else lead_scoring._names('ref', text)
    ) }}
{% endmacro %}

{% macro _names(function, text) %}
    {%- set call = modules.re.match('^' ~ function ~ '\\(\\s*([^()]*?)\\s*\\)$', text) -%}
    {{ return(modules.re.findall('["\']([^"\']+)["\']', call.group(1)) if call else []) }}
{% endmacro %}
