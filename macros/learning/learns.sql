{#
    Whether points are learned: the variable `lead_scoring__learn`. Without it none of the models in
    models/learning/ is there.

    Example:
        {{ config(enabled = lead_scoring.learns()) }}
#}
{% macro learns() %}
    {{ return(lead_scoring.choice('learn', [true, false])) }}
{% endmacro %}
