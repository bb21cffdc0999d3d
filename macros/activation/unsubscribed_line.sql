{#
    The condition that a lead wants no messages, as a line over leads:
    `lead_scoring__unsubscribed_column` is true, and for the demo its own column; none where no
    column says it.

    Example:
        {{ lead_scoring.unsubscribed_line() }}
            ->  {'subject': 'is_unsubscribed', 'operator': 'is_true', 'value': none}
#}
{% macro unsubscribed_line() %}
    {%- set column = lead_scoring._lead_column('unsubscribed_column', 'is_unsubscribed') -%}
    {{ return(
        none if column is none else {'subject': column, 'operator': 'is_true', 'value': none}
    ) }}
{% endmacro %}
