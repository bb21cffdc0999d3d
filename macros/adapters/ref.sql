{#
    dbt's own `ref` and `source`, as all models of this package call them, and the relation as a
    view may name it (`named_in_view`).

    Example (in a view on DuckDB):
        {{ ref('lead_scoring', 'lead_scores') }}  ->  "main"."lead_scores"
#}
{% macro ref() %}
    {{ return(lead_scoring.named_in_view(builtins.ref(*varargs, **kwargs))) }}
{% endmacro %}

{% macro source() %}
    {{ return(lead_scoring.named_in_view(builtins.source(*varargs, **kwargs))) }}
{% endmacro %}

{#-
    A relation as a model names it. The text of a view stays in the database, so on DuckDB, where
    the database is called as its file, a view names none: the file may be copied and renamed.
-#}
{% macro named_in_view(relation) %}
    {{ return(adapter.dispatch('named_in_view', 'lead_scoring')(relation)) }}
{% endmacro %}

{% macro default__named_in_view(relation) %}
    {{ return(relation) }}
{% endmacro %}

{% macro duckdb__named_in_view(relation) %}
    {#- The check of scorecards asks without a model. -#}
    {%- set is_view = execute and model is defined and model.config.materialized == 'view' -%}
    {#- A schema that is called as the database would be taken for it. -#}
    {%- if is_view and relation.database == this.database
        and relation.schema != this.database -%}
        {{ return(relation.include(database=false)) }}
    {%- endif -%}
    {{ return(relation) }}
{% endmacro %}
