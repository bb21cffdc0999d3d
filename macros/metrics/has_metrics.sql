{#
    Whether there are metrics and the models that they read: `lead_scoring__metrics`.

    Example (of a model):
        {{ config(enabled = lead_scoring.has_metrics()) }}
#}
{% macro has_metrics() %}
    {{ return(lead_scoring.choice('metrics', [true, false])) }}
{% endmacro %}

{#- See `options_with`. -#}
{% macro metrics_settings() %}
    {%- do lead_scoring.has_metrics() -%}
{% endmacro %}
