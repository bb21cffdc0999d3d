{#
    What the strategy of an incremental model is called that adds rows to those that are there.

    Example:
        {{ config(incremental_strategy = lead_scoring.append_strategy()) }}  ->  append
#}
{% macro append_strategy() %}
    {{ return(adapter.dispatch('append_strategy', 'lead_scoring')()) }}
{% endmacro %}

{% macro default__append_strategy() %}
    {{ return('append') }}
{% endmacro %}

{#- Without a key no row is matched, and every one is inserted. -#}
{% macro bigquery__append_strategy() %}
    {{ return('merge') }}
{% endmacro %}
