{#
    Whether the rows or columns of a source can be looked at while compiling.

    False while parsing and under `--no-introspect`, and on an empty warehouse for commands that
    only compile (with a warning). A command that builds raises instead: it would otherwise
    write tables of zero rules, or zero leads, in silence.

    Args:
        source: what `data_source` gave, or {'relation': ref(…)}.
        name: what is looked for, for the message.

    Example:
        {% if lead_scoring.can_query(source, 'lead_scoring__leads') %} … {% endif %}
#}
{% macro can_query(source, name) %}
    {%- if not execute -%}{{ return(false) }}{%- endif -%}
    {%- if not flags.INTROSPECT -%}
        {%- set problem = 'cannot be looked at under --no-introspect' -%}
        {%- set fix = 'write the scorecards inline as variables, or compile with a connection' -%}
    {%- elif 'file' in source -%}
        {%- set found = adapter.dispatch('file_exists', 'lead_scoring')(source.file) -%}
        {%- set problem = none if found
            else "names a file that is not there. Got: '" ~ source.file ~ "'" -%}
        {%- set fix = 'name a file that exists, from the folder in which dbt runs' -%}
    {%- elif source.relation is string or lead_scoring._is_in_warehouse(source.relation) -%}
        {%- set problem = none -%}
    {%- else -%}
        {%- set problem = "is not in the warehouse. Got: " ~ source.relation.render() -%}
        {%- set fix = 'build or load it first; `dbt build` does so for models and seeds' -%}
    {%- endif -%}
    {%- if problem is none -%}{{ return(true) }}{%- endif -%}

    {%- set message = 'lead_scoring: ' ~ name ~ ' ' ~ problem ~ '. Fix: ' ~ fix ~ '.' -%}
    {%- if flags.WHICH in ('run', 'build', 'test', 'snapshot', 'run-operation', 'retry') -%}
        {%- do exceptions.raise_compiler_error(message) -%}
    {%- endif -%}
    {#- Every model that compiles a scorecard reads it; the first of them tells for all. -#}
    {%- set first = 'model.lead_scoring.stg_lead_scoring__score_overrides' -%}
    {%- if first not in (selected_resources | default([]))
        or 'stg_lead_scoring__' in model.unique_id -%}
        {%- do exceptions.warn(message) -%}
    {%- endif -%}
    {{ return(false) }}
{% endmacro %}

{#-
    dbt takes a schema for known once it has noted the first of its relations, so another thread may
    not find what is there. What it does not find is therefore asked of the warehouse itself.
-#}
{% macro _is_in_warehouse(relation) %}
    {{ return(
        load_relation(relation) is not none
        or adapter.dispatch('is_listed', 'lead_scoring')(relation)
    ) }}
{% endmacro %}

{% macro default__is_listed(relation) %}
    {%- set database = adapter.quote(relation.database) ~ '.' if relation.database else '' -%}
    {{ return(lead_scoring._lists(database ~ 'information_schema.tables', relation)) }}
{% endmacro %}

{% macro duckdb__is_listed(relation) %}
    {{ return(lead_scoring._lists('information_schema.tables', relation)) }}
{% endmacro %}

{% macro _lists(tables, relation) %}
    {{ return(lead_scoring.number_of(
        'select count(*) from ' ~ tables
        ~ ' where lower(table_schema) = ' ~ lead_scoring.text_literal(relation.schema | lower)
        ~ ' and lower(table_name) = ' ~ lead_scoring.text_literal(relation.identifier | lower)
    ) > 0) }}
{% endmacro %}

{#- It lists a schema with one statement, and has no view of all tables. -#}
{% macro spark__is_listed(relation) %}
    {{ return(false) }}
{% endmacro %}

{#- Its view of tables is one for each dataset. -#}
{% macro bigquery__is_listed(relation) %}
    {{ return(false) }}
{% endmacro %}

{% macro default__file_exists(path) %}
    {{ return(true) }}
{% endmacro %}

{% macro duckdb__file_exists(path) %}
    {%- if modules.re.match('^[a-z0-9]+://', path) -%}{{ return(true) }}{%- endif -%}
    {%- set files = run_query(
        'select count(*) from glob(' ~ lead_scoring.text_literal(path) ~ ')'
    ) -%}
    {{ return(files.columns[0].values()[0] | int > 0) }}
{% endmacro %}
