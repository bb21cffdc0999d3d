{#
    Whether activities are kept from run to run, so that a run reads new events only: the
    variable `lead_scoring__keep_activities`; without it where the adapter can append to a table and
    delete from it. Where that is not one step, a run that is cut off between the two has forgotten
    what the next one reads again.

    Example:
        {{ config(materialized = 'incremental' if lead_scoring.keeps_activities() else 'table') }}
#}
{% macro keeps_activities() %}
    {%- set chosen = lead_scoring.setting('keep_activities') -%}
    {{ return(
        adapter.dispatch('keeps_activities', 'lead_scoring')() if chosen is none else chosen
    ) }}
{% endmacro %}

{% macro default__keeps_activities() %}
    {{ return(true) }}
{% endmacro %}

{#- Spark's own tables take no delete; with Iceberg or Delta set the variable. -#}
{% macro spark__keeps_activities() %}
    {{ return(false) }}
{% endmacro %}

{% macro databricks__keeps_activities() %}
    {{ return(true) }}
{% endmacro %}
