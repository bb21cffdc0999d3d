{#
    Reads every variable of learning that can be wrong, so that a wrong one stops at the first model. All
    attributes that a variable names must be there; event types are known to the data only.

    Example:
        {% do lead_scoring.check_learning() %}
#}
{% macro check_learning() %}
    {%- do lead_scoring.check_settings() -%}
    {%- do lead_scoring.learning_method() -%}
    {%- do lead_scoring.learning_windows() -%}
{% endmacro %}
