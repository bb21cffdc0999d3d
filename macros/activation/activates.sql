{#
    Whether there are tables of what is done with scores: `lead_scoring__activation`.

    Example (of a model):
        {{ config(enabled = lead_scoring.activates()) }}
#}
{% macro activates() %}
    {{ return(lead_scoring.choice('activation', [true, false])) }}
{% endmacro %}

{#- Whether what a CRM is sent is kept from run to run: what changed of it can be told. -#}
{% macro keeps_activation() %}
    {{ return(lead_scoring.activates() and lead_scoring.keeps_history()) }}
{% endmacro %}

{#- Whether there may be lines of one of its tables: it is set, or all tables are the demo's. -#}
{% macro has_lines_of(table) %}
    {{ return(
        true if lead_scoring.setting(table) or lead_scoring.setting('scorecards') is none else false
    ) }}
{% endmacro %}
