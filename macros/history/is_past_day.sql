{#
    Whether the history has a later day than the scoring date.

    Args:
        log: the relation of `int_lead_scoring__score_log`.

    Example:
        {% if lead_scoring.is_past_day(log) %} … {% endif %}
#}
{% macro is_past_day(log) %}
    {%- if not (execute and flags.INTROSPECT and lead_scoring._is_in_warehouse(log)) -%}
        {{ return(false) }}
    {%- endif -%}
    {%- set newest = run_query('select max(scoring_date) from ' ~ log.render()).rows[0][0] -%}
    {{ return(newest is not none and lead_scoring.scoring_date() < (newest | string)[:10]) }}
{% endmacro %}
