{#
    Whether the counts of events are kept from run to run, so that a run reads new events only: the
    variable `lead_scoring__keep_counts`; without it where the adapter can append to a table and delete from it.
    Where that is not one step, a run that is cut off between the two has forgotten what the next one reads again.

    Example:
        {{ config(materialized = 'incremental' if lead_scoring.keeps_counts() else 'table') }}
#}
{% macro keeps_counts() %}
    {#- From the link on: whether an event counts may change with a link, so none is done with. -#}
    {%- if lead_scoring.stitch() == 'from_link' -%}{{ return(false) }}{%- endif -%}
    {%- set chosen = lead_scoring.setting('keep_counts') -%}
    {{ return(adapter.dispatch('keeps_counts', 'lead_scoring')() if chosen is none else chosen) }}
{% endmacro %}

{% macro default__keeps_counts() %}
    {{ return(true) }}
{% endmacro %}

{#- Spark's own tables take no delete; with Iceberg or Delta set the variable. -#}
{% macro spark__keeps_counts() %}
    {{ return(false) }}
{% endmacro %}

{% macro databricks__keeps_counts() %}
    {{ return(true) }}
{% endmacro %}
