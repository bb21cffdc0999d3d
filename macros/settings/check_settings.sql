{#
    Reads every variable that can be wrong, so that a wrong one stops the build at its first model
    and not after some tables were replaced.

    Example:
        {% do lead_scoring.check_settings() %}
#}
{% macro check_settings() %}
    {%- do lead_scoring.check_variable_names() -%}
    {%- do lead_scoring.scoring_date() -%}
    {%- do lead_scoring.timezone() -%}
    {%- do lead_scoring.replay_days() -%}
    {%- do lead_scoring.choice('backfill', [true, false, 'if_empty']) -%}
    {%- do lead_scoring.stitch() -%}
    {%- do lead_scoring.choice('fill_from_merged', [true, false]) -%}
    {%- do lead_scoring.integer_setting('dormant_after_days') -%}
    {%- do lead_scoring.integer_setting('horizon_days') -%}
    {%- do lead_scoring.integer_setting('min_conversions') -%}
    {%- do lead_scoring.list_setting('outbound_event_types') -%}
    {%- do lead_scoring.list_separator() -%}
    {%- do lead_scoring.choice('keep_activities', [true, false]) -%}
    {%- do lead_scoring.choice('event_ids_are_unique', [true, false]) -%}
    {%- do lead_scoring.looks_for_findings() -%}
    {%- do lead_scoring.allowed_findings() -%}
    {%- do lead_scoring.percent_setting('health_max_left_out_percent') -%}
    {%- do lead_scoring.integer_setting('health_max_event_age_days') -%}
    {%- do lead_scoring.percent_setting('health_max_loaded_on_one_day_percent') -%}
    {%- do lead_scoring.keeps_history() -%}
    {%- do lead_scoring.choice('publish_decimals', [0, 1, 2]) -%}
    {%- do lead_scoring.number_setting('notable_change') -%}
    {%- for option in lead_scoring.options_with('settings') -%}
        {%- do option() -%}
    {%- endfor -%}
{% endmacro %}
