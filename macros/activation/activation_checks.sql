{#
    Checks what activation reads of the scorecard tables, see `options_with`.

    Args:
        tables: all scorecard tables, see `scorecards`.
        inputs: see `scorecard_inputs`.
        problems: the list that takes what is wrong.

    Example:
        {% do lead_scoring.activation_checks(tables, inputs, problems) %}
#}
{% macro activation_checks(tables, inputs, problems) %}
    {%- do lead_scoring.check_families(tables.scorecards, problems) -%}
    {%- do lead_scoring.check_triggers(tables, problems) -%}
    {%- do lead_scoring.check_tracks(tables, problems) -%}
    {%- do lead_scoring.check_lead_columns(inputs, problems) -%}
    {%- do lead_scoring.check_customer_stages(tables.lifecycle_stages, problems) -%}
{% endmacro %}

{#- Reads every variable of activation that can be wrong. -#}
{% macro activation_settings() %}
    {%- do lead_scoring.activates() -%}
    {%- do lead_scoring.choice('triggers_on_edits', [true, false]) -%}
    {%- do lead_scoring.integer_setting('queue_size') -%}
    {%- do lead_scoring.integer_setting('touch_days') -%}
    {%- for name in ('touch_event_types', 'message_event_types', 'unsubscribe_event_types') -%}
        {%- do lead_scoring.list_setting(name) -%}
    {%- endfor -%}
{% endmacro %}
